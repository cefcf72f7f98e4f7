import { WriteBudget } from "../budget/WriteBudget.ts";
import type { PlanEstimate } from "../contract/WritePlan.ts";
import type { PlanState } from "./PlanState.ts";
import { takeBatch } from "./takeBatch.ts";

/** Goes through what is left of a plan, as if calls took no time. */
export function estimatePlan(state: PlanState): PlanEstimate {
  const { budget, clock, blockedUntil, done, total } = state;
  const now = clock.now();
  const ahead = new WriteBudget(budget.limits, budget.spent(now));
  let [points, batches, time] = [0, 0, now];
  for (let from = done; from < total; batches++) {
    const batch = takeBatch(state, from);
    time = Math.max(time, blockedUntil, ahead.earliest(batch.points));
    ahead.spend(time, batch.points);
    points += batch.points;
    from = batch.to;
  }
  return { points, batches, duration: time - now, finishedAt: new Date(time) };
}
