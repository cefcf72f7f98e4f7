import { abortedError } from "../../../errors/AbortedError.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PlanWait, RunPlanOptions } from "../contract/WritePlan.ts";
import type { PlanState } from "../state/PlanState.ts";

/** A plan on its way. */
export interface PlanRun {
  readonly state: PlanState;
  readonly client: ClientLike;
  readonly repo: string;
  readonly options: RunPlanOptions;
}

/** Timers stop while a machine sleeps: so the clock is looked at again every minute. */
const LONGEST_SLEEP = 60_000;

/** @throws AbortedError */
export function checkSignal({ options: { signal } }: Pick<PlanRun, "options">): void {
  if (signal?.aborted) throw abortedError("the plan was aborted by its signal", signal);
}

/** Waits for a moment. @throws AbortedError */
export async function waitUntil(run: PlanRun, moment: number, reason: PlanWait["reason"]): Promise<void> {
  const { signal, onWait } = run.options;
  const { clock } = run.state;
  if (moment > clock.now()) onWait?.({ until: new Date(moment), reason });
  for (let left = moment - clock.now(); left > 0; left = moment - clock.now()) {
    await clock.sleep(Math.min(left, LONGEST_SLEEP), signal);
    checkSignal(run);
  }
}
