import { recordSchema } from "../../schema/RecordSchema.ts";
import type { Write } from "../single/buildWrite.ts";
import { readBatchSize, readLimits } from "./budget/readSettings.ts";
import { WriteBudget } from "./budget/WriteBudget.ts";
import { type CheckpointWrite, decodeCheckpoint } from "./checkpoint/Checkpoint.ts";
import { decodeTidRuns } from "./checkpoint/tidRuns.ts";
import { checkClock } from "./contract/Clock.ts";
import type { PlanSettings, WritePlan } from "./contract/WritePlan.ts";
import { writePlanError } from "./contract/WritePlanError.ts";
import { createPlan } from "./createPlan.ts";
import { type PlannedWrite, plannedWrite } from "./writes/PlannedWrite.ts";
import { prepareAgain } from "./writes/prepareAgain.ts";

/** How long after it was sent a request is counted, at most: a call's timeout, and as much again. */
const LATEST = 60_000;

/** Options of {@link resumePlan}. */
export interface ResumePlanOptions extends PlanSettings {
  /**
   * All writes that were planned, in the same order and with the same records. What the plan filled in can be left out
   * again. A self-contained checkpoint needs none.
   */
  readonly writes?: readonly Write[] | undefined;
}

/**
 * Resumes a plan, in this process or another one, with its progress, its record keys, its `createdAt`s, and the points
 * it has spent. Settings are those of the checkpoint, unless you pass others.
 *
 * @param checkpoint What `plan.checkpoint()` returned, or what the run stored last.
 * @throws {WritePlanError} `invalid_checkpoint` if it is not a checkpoint, or one for other writes: it says which one
 *   differs
 * @example
 * ```ts
 * const saved = await store.get();
 * const plan = saved === undefined ? planWrites(writes) : resumePlan(saved, { writes });
 * ```
 */
export function resumePlan(checkpoint: string, options: ResumePlanOptions = {}): WritePlan {
  const saved = decodeCheckpoint(checkpoint);
  const clock = checkClock(options.clock);
  const limits = readLimits({
    hour: saved.limits.hour ?? Infinity,
    day: saved.limits.day ?? Infinity,
    ...options.limits,
  });
  if (saved.repo !== undefined && options.repo !== undefined && saved.repo !== options.repo) {
    throw writePlanError("invalid_checkpoint", `expected one of ${options.repo}, got one of ${saved.repo}`);
  }
  const spent = saved.spent.map(([at, points]) => ({ at, points }));
  const budget = new WriteBudget(limits, spent);
  // What was sent last may have been counted when the process that sent it was gone.
  const last = spent.at(-1);
  if (saved.pending !== undefined && last) budget.postponeLast(Math.min(clock.now(), last.at + LATEST));
  const writes = options.writes
    ? prepareAgain(options.writes, { ...saved, keys: decodeTidRuns(saved.keys) })
    : writesIn(saved.writes);
  return createPlan({
    ...saved,
    writes,
    first: saved.total - writes.length,
    budget,
    blockedUntil: saved.blockedUntil ?? 0,
    batchSize: readBatchSize(options.batchSize ?? saved.batchSize),
    repo: saved.repo ?? options.repo,
    selfContained: saved.writes !== undefined,
    clock,
  });
}

/** The writes that a self-contained checkpoint holds. */
function writesIn(saved: readonly CheckpointWrite[] | undefined): readonly PlannedWrite[] {
  if (saved) {
    return saved.map(([action, nsid, rkey, made, record, repo]) => {
      // It takes anything: what is written has been validated.
      const schema = recordSchema<object>(nsid, () => {}, "any");
      const write = { action, schema, rkey, repo: repo ?? undefined, record: record ?? undefined };
      return plannedWrite(write, made === 1);
    });
  }
  throw writePlanError(
    "invalid_checkpoint",
    "expected the option `writes`, because the checkpoint was made without `selfContained` and holds none",
  );
}
