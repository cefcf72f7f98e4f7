import { typeOf } from "../../errors/typeOf.ts";
import type { Level } from "../../schema/Schema.ts";
import type { Write } from "../single/buildWrite.ts";
import { readBatchSize, readLimits } from "./budget/readSettings.ts";
import { WriteBudget } from "./budget/WriteBudget.ts";
import { encodeTidRuns } from "./checkpoint/tidRuns.ts";
import { checkClock } from "./contract/Clock.ts";
import type { PlanSettings, WritePlan } from "./contract/WritePlan.ts";
import { writePlanError } from "./contract/WritePlanError.ts";
import { createPlan } from "./createPlan.ts";
import { prepareWrites } from "./writes/prepareWrites.ts";

/** Options of {@link planWrites}. */
export interface PlanWritesOptions extends PlanSettings {
  /**
   * The points that the account has spent lately, and when. `plan.spent` of an earlier plan has this form.
   *
   * @default none
   */
  readonly spent?: readonly { readonly at: Date | number; readonly points: number }[] | undefined;
  /** How strictly records are validated, all of them before anything is sent. @default "strict" */
  readonly validate?: Level | false | undefined;
  /**
   * Whether a checkpoint contains the writes that are left, so that `resumePlan` needs nothing else. It is then as
   * large as they are, and is stored twice for each batch. Otherwise, `resumePlan` has to be given the same writes
   * again.
   *
   * @default false
   */
  readonly selfContained?: boolean | undefined;
}

/**
 * Plans many writes, so that they stay within the account's write budget and each is made exactly once, no matter how
 * often the program is stopped. This chooses record keys, in the order of the writes, fills in `createdAt` where it is
 * required, each a millisecond after the one before, and validates all records. It sends nothing.
 *
 * Each batch is a commit of `applyWrites`: all of it is written, or none. The checkpoint is stored before a batch is
 * sent, and when it is done. If the outcome of a batch is unknown, its records are looked for before anything is sent
 * again.
 *
 * @throws {WritePlanError} `invalid_plan`
 * @see https://docs.bsky.app/docs/advanced-guides/rate-limits
 * @example
 * ```ts
 * const plan = planWrites(posts.map((post) => buildWrite.create(Post, post)));
 * console.log(plan.estimate().finishedAt);
 * const onCheckpoint = (checkpoint: string) => store.set(checkpoint);
 * for await (const { done, total } of plan.run(client, { onCheckpoint })) console.log(done, total);
 * ```
 */
export function planWrites(writes: readonly Write[], options: PlanWritesOptions = {}): WritePlan {
  const { spent, repo, validate = "strict", selfContained = false } = options;
  if (!Array.isArray(writes)) throw writePlanError("invalid_plan", `expected a list of writes, got ${typeOf(writes)}`);
  const clock = checkClock(options.clock);
  const budget = new WriteBudget(readLimits(options.limits), spent);
  const batchSize = readBatchSize(options.batchSize);
  const moment = clock.now();
  const prepared = prepareWrites(writes, { limits: budget.limits, level: validate, moment });
  const made = prepared.writes.filter((planned) => planned.keyMade).map(({ write }) => write.rkey);
  const keys = encodeTidRuns(made);
  return createPlan({ ...prepared, moment, budget, batchSize, repo, selfContained, clock, keys });
}
