import { encodeCheckpoint } from "./Checkpoint.ts";
import { estimatePlan } from "./estimatePlan.ts";
import type { PlanState } from "./PlanState.ts";
import { runPlan } from "./runPlan.ts";
import type { WritePlan } from "./WritePlan.ts";

type Given = Pick<
  PlanState,
  "writes" | "points" | "hash" | "keys" | "batchSize" | "selfContained" | "clock" | "budget" | "repo"
> &
  Partial<Pick<PlanState, "first" | "done" | "pending" | "blockedUntil">>;

/** A plan that stands where it is said to stand. */
export function createPlan(given: Given): WritePlan {
  const { writes, first = 0, done = first, pending, blockedUntil = 0, points } = given;
  const left = writes.slice(done - first).reduce((sum, { points: cost }) => sum + cost, 0);
  const state: PlanState = {
    ...given,
    first,
    total: first + writes.length,
    done,
    pointsDone: points - left,
    pending,
    settled: new Set(),
    blockedUntil,
    most: Infinity,
    running: false,
  };
  return {
    writes: writes.map(({ write }) => write),
    total: state.total,
    points,
    get done() {
      return state.done;
    },
    get spent() {
      return state.budget.spent(state.clock.now());
    },
    estimate: () => estimatePlan(state),
    run: (client, options) => runPlan(state, client, options),
    checkpoint: () => encodeCheckpoint(state),
  };
}
