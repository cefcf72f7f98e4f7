import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { SpentPoints } from "../../../records/plan/contract/WriteLimits.ts";
import type { WritePlan } from "../../../records/plan/contract/WritePlan.ts";
import { planWrites } from "../../../records/plan/planWrites.ts";
import { resumePlan } from "../../../records/plan/resumePlan.ts";
import type { Write } from "../../../records/single/buildWrite.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ManyWritesOptions } from "./ManyWritesOptions.ts";

/** What is to be written. */
export interface ManyWrites {
  readonly repo: string;
  /** The URI of the list that all of it is about. */
  readonly list: string;
  /** Looks at what there is, and says what is to be written. */
  next(): Promise<readonly Write[]>;
}

/** What has become of it. */
export interface RunWrites {
  /** How many writes were made. */
  readonly count: number;
  /** The points that were spent in the last day. */
  readonly spent: readonly SpentPoints[];
}

/**
 * Makes many writes about a list within the write budget, after what an earlier run of the same has left. They are such as never
 * conflict with what others write meanwhile: deletions, and records under keys of their own.
 *
 * @throws {InvalidOptionError} for a checkpoint of another list
 * @throws {WritePlanError}
 * @throws {CallError}
 * @throws {AbortedError}
 */
export async function runWrites(
  client: ClientLike,
  { repo, list, next }: ManyWrites,
  { checkpoint, ...options }: ManyWritesOptions,
): Promise<RunWrites> {
  const { limits, batchSize, clock } = options;
  let { spent } = options;
  let count = 0;
  const finish = async (plan: WritePlan): Promise<void> => {
    const before = plan.done;
    await runToEnd(client, plan, options);
    count += plan.done - before;
    spent = plan.spent;
  };
  if (checkpoint !== undefined) {
    const plan = resumePlan(checkpoint, { limits, batchSize, clock });
    checkList(plan, list);
    await finish(plan);
  }
  const plan = planWrites(await next(), { limits, batchSize, clock, spent, repo, selfContained: true });
  await finish(plan);
  return { count, spent: plan.spent };
}

async function runToEnd(client: ClientLike, plan: WritePlan, options: ManyWritesOptions): Promise<void> {
  const { signal, onCheckpoint, onWait, retry, onProgress } = options;
  for await (const progress of plan.run(client, { signal, onCheckpoint, onWait, retry })) onProgress?.(progress);
}

/** Holds a plan to being about a list. Of what it deletes, only the keys are known. */
function checkList({ writes }: WritePlan, list: string): void {
  const other = writes.map(({ record }) => Object(record).list).find((of) => of !== undefined && of !== list);
  if (other !== undefined)
    throw invalidOption("checkpoint", `Expected a checkpoint for ${list}, got one for ${other}.`);
}
