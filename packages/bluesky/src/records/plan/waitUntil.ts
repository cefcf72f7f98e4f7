import { checkSignal, type PlanRun } from "./PlanRun.ts";
import type { PlanWait } from "./WritePlan.ts";

/** Timers stop while a machine sleeps: so the clock is looked at again every minute. */
const LONGEST_SLEEP = 60_000;

/** Waits for a moment. @throws WritePlanError `aborted` */
export async function waitUntil(run: PlanRun, moment: number, reason: PlanWait["reason"]): Promise<void> {
  const { signal, onWait } = run.options;
  const { clock } = run.state;
  if (moment > clock.now()) onWait?.({ until: new Date(moment), reason });
  for (let left = moment - clock.now(); left > 0; left = moment - clock.now()) {
    await clock.sleep(Math.min(left, LONGEST_SLEEP), signal);
    checkSignal(run);
  }
}
