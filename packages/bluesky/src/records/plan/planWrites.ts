import type { Level } from "../../schema/Schema.ts";
import type { Write } from "../Write.ts";
import { systemClock } from "./Clock.ts";
import { createPlan } from "./createPlan.ts";
import { prepareWrites } from "./prepareWrites.ts";
import { readBatchSize, readLimits } from "./readSettings.ts";
import { encodeTidRuns } from "./tidRuns.ts";
import { WriteBudget } from "./WriteBudget.ts";
import type { PlanSettings, WritePlan } from "./WritePlan.ts";

export interface PlanWritesOptions extends PlanSettings {
  /**
   * What the account has spent lately, if anything: points and when. `plan.spent` of an earlier plan is this.
   *
   * @default none
   */
  readonly spent?: readonly { readonly at: Date | number; readonly points: number }[] | undefined;
  /** What records are held to, all of them before anything is sent. @default "strict" */
  readonly validate?: Level | false | undefined;
  /**
   * Whether a checkpoint holds the writes that are not done, so that `resumePlan` needs nothing else. It is then as large as
   * they are, and is stored twice for each batch. Without, `resumePlan` has to be given the same writes again.
   *
   * @default false
   */
  readonly selfContained?: boolean | undefined;
}

/**
 * Plans many writes, so that they stay within the account's write budget and each is made exactly once, however often the
 * program that makes them is stopped. Record keys are chosen here, in the order of the writes; all records are
 * validated; nothing is sent.
 *
 * Batches are commits of `applyWrites`: all of one, or none. Before a batch is sent, and when it is done, the plan's checkpoint is
 * stored; when it is not known what became of one, the records under its keys are looked for before anything is sent again.
 *
 * @throws WritePlanError `invalid_plan`
 * @see https://docs.bsky.app/docs/advanced-guides/rate-limits
 * @example
 * ```ts
 * const plan = planWrites(posts.map((post) => write.create(Post, post)));
 * console.log(plan.estimate().finishedAt);
 * for await (const { done, total } of plan.run(client, { checkpoint: (text) => store.set(text) })) console.log(done, total);
 * ```
 */
export function planWrites(writes: readonly Write[], options: PlanWritesOptions = {}): WritePlan {
  const { spent, repo, validate = "strict", selfContained = false, clock = systemClock } = options;
  const budget = new WriteBudget(readLimits(options.limits), spent);
  const batchSize = readBatchSize(options.batchSize);
  const prepared = prepareWrites(writes, { limits: budget.limits, level: validate });
  const made = prepared.writes.filter((planned) => planned.made).map(({ write }) => write.rkey);
  return createPlan({ ...prepared, budget, batchSize, repo, selfContained, clock, keys: encodeTidRuns(made) });
}
