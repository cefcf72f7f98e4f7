import { encodeCheckpoint } from "./checkpoint/Checkpoint.ts";
import type { WritePlan } from "./contract/WritePlan.ts";
import { runPlan } from "./run/runPlan.ts";
import { estimatePlan } from "./state/estimatePlan.ts";
import type { PlanState } from "./state/PlanState.ts";

/** What a plan is made of: what does not change, and where it stands if that is not at its beginning. */
export type PlanParts = Omit<
  PlanState,
  "first" | "total" | "done" | "pointsDone" | "pending" | "alreadyDone" | "blockedUntil" | "serverLimit" | "running"
> &
  Partial<Pick<PlanState, "first" | "done" | "pending" | "blockedUntil">>;

/** A plan that stands where it is said to stand. */
export function createPlan(parts: PlanParts): WritePlan {
  const { writes, first = 0, done = first, pending, blockedUntil = 0, points } = parts;
  const left = writes.slice(done - first).reduce((sum, { points: cost }) => sum + cost, 0);
  const state: PlanState = {
    ...parts,
    first,
    total: first + writes.length,
    done,
    pointsDone: points - left,
    pending,
    alreadyDone: new Set(),
    blockedUntil,
    serverLimit: Infinity,
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
