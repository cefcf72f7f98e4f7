import { abortedError } from "../../../errors/AbortedError.ts";
import { sleep } from "../../../platform/abort/sleep.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PlanWait, RunPlanOptions } from "../contract/WritePlan.ts";
import { writePlanError } from "../contract/WritePlanError.ts";
import type { PlanState } from "../state/PlanState.ts";

/** A plan on its way. */
export interface PlanRun {
  readonly state: PlanState;
  readonly client: ClientLike;
  readonly repo: string;
  readonly options: RunPlanOptions;
  /** What an `onWait` that is async has rejected with: it ends the run at its next step. */
  failure?: { readonly cause: unknown } | undefined;
}

/** What an aborted run says. */
export const ABORTED = "the plan was aborted by its signal";

/** Timers stop while a machine sleeps: so the clock is looked at again every minute. */
const LONGEST_SLEEP = 60_000;

/** How often a clock may be as late after a sleep as before it. */
const MOST_STOPS = 1000;

/**
 * Whether the run may go on.
 *
 * @throws {AbortedError}
 * @throws {WritePlanError} if `onWait` failed
 */
export function checkRun({ options: { signal }, failure }: PlanRun): void {
  if (signal?.aborted) throw abortedError(ABORTED, signal);
  if (failure) throw writePlanError("invalid_plan", "the plan's `onWait` failed", failure);
}

/**
 * Waits for a moment.
 *
 * @throws {AbortedError}
 * @throws {WritePlanError} if `onWait` or the clock fails
 */
export async function waitUntil(run: PlanRun, moment: number, reason: PlanWait["reason"]): Promise<void> {
  const { clock } = run.state;
  const { signal } = run.options;
  let now = clock.now();
  if (moment > now) tell(run, { until: new Date(moment), reason });
  for (let stops = 0; moment > now; ) {
    checkRun(run);
    await clock.sleep(Math.min(moment - now, LONGEST_SLEEP), signal);
    const before = now;
    now = clock.now();
    stops = now > before ? 0 : stops + 1;
    if (stops > MOST_STOPS) throw writePlanError("invalid_plan", "the plan's clock stands still");
    // One that does not wait at all would let nothing else happen, no abort either.
    if (stops > 0) await sleep(0, undefined);
  }
  checkRun(run);
}

/** Tells that the plan waits, and waits for nobody. */
function tell(run: PlanRun, wait: PlanWait): void {
  const fail = (cause: unknown): void => {
    run.failure ??= { cause };
  };
  try {
    // It is typed as one that gives nothing, and an async function is that too.
    Promise.resolve(run.options.onWait?.(wait)).catch(fail);
  } catch (cause) {
    fail(cause);
  }
}
