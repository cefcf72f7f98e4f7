import { recordSchema } from "../../schema/RecordSchema.ts";
import type { Write } from "../Write.ts";
import { type Checkpoint, type CheckpointWrite, decodeCheckpoint } from "./Checkpoint.ts";
import { systemClock } from "./Clock.ts";
import { createPlan } from "./createPlan.ts";
import { type PlannedWrite, plannedWrite } from "./PlannedWrite.ts";
import { prepareWrites } from "./prepareWrites.ts";
import { readBatchSize, readLimits } from "./readSettings.ts";
import { decodeTidRuns } from "./tidRuns.ts";
import { WriteBudget } from "./WriteBudget.ts";
import type { PlanSettings, WritePlan } from "./WritePlan.ts";
import { WritePlanError } from "./WritePlanError.ts";

/** How long after it was sent a request is counted, at most: a call's timeout, and as much again. */
const LATEST = 60_000;

export interface ResumePlanOptions extends PlanSettings {
  /**
   * The writes that were planned, all of them, in the same order and with the same records. A self-contained checkpoint needs none.
   */
  readonly writes?: readonly Write[] | undefined;
}

/**
 * Goes on with a plan, in this process or another one: where it stood, with the keys that it chose and what it has spent.
 * Settings are those of the checkpoint, unless given anew.
 *
 * @param checkpoint What `plan.checkpoint()` gave, or what the run stored last.
 * @throws WritePlanError `invalid_checkpoint` where it is none, or one of other writes
 * @example
 * ```ts
 * const saved = await store.get();
 * const plan = saved === undefined ? planWrites(writes) : resumePlan(saved, { writes });
 * ```
 */
export function resumePlan(checkpoint: string, options: ResumePlanOptions = {}): WritePlan {
  const saved = decodeCheckpoint(checkpoint);
  const { clock = systemClock } = options;
  const limits = readLimits({
    hour: saved.limits.hour ?? Infinity,
    day: saved.limits.day ?? Infinity,
    ...options.limits,
  });
  if (saved.repo !== undefined && options.repo !== undefined && saved.repo !== options.repo) {
    throw new WritePlanError("invalid_checkpoint", `expected one of ${options.repo}, got one of ${saved.repo}`);
  }
  const spent = saved.spent.map(([at, points]) => ({ at, points }));
  const budget = new WriteBudget(limits, spent);
  // What was sent last may have been counted when the process that sent it was gone.
  const last = spent.at(-1);
  if (saved.pending !== undefined && last) budget.settle(Math.min(clock.now(), last.at + LATEST));
  const writes = options.writes ? preparedAgain(saved, options.writes) : preparedBefore(saved.writes);
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

/** The same writes get the same keys. */
function preparedAgain(saved: Checkpoint, given: readonly Write[]): readonly PlannedWrite[] {
  const anything = { hour: Infinity, day: Infinity };
  if (given.length === saved.total) {
    const keys = decodeTidRuns(saved.keys);
    // They were validated when they were planned.
    const { writes, hash } = prepareWrites(given, { limits: anything, level: false, keys });
    if (hash === saved.hash) return writes;
  }
  const what = given.length === saved.total ? "other ones" : `${given.length}`;
  throw new WritePlanError("invalid_checkpoint", `expected the ${saved.total} writes that were planned, got ${what}`);
}

function preparedBefore(saved: readonly CheckpointWrite[] | undefined): readonly PlannedWrite[] {
  if (saved) {
    return saved.map(([action, nsid, rkey, made, record]) => {
      // It takes anything: what is written has been validated.
      const schema = recordSchema<object>(nsid, () => {}, "any");
      return plannedWrite({ action, schema, rkey, ...(record && { record }) }, made === 1);
    });
  }
  throw new WritePlanError(
    "invalid_checkpoint",
    "expected the option `writes`, because the checkpoint was made without `selfContained` and holds none",
  );
}
