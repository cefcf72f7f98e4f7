import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { RetryOptions } from "../../../xrpc/contract/RetryOptions.ts";
import type { WriteResult } from "../../single/applyWrites.ts";
import type { Write } from "../../single/buildWrite.ts";
import type { Clock } from "./Clock.ts";
import type { SpentPoints, WriteLimits } from "./WriteLimits.ts";

/**
 * Writes in their order, with their record keys, and how many of them are done. Create one with `planWrites` or
 * `resumePlan`.
 */
export interface WritePlan {
  /**
   * The writes, each with its record key. If the plan was resumed from a self-contained checkpoint, those that were
   * left then.
   */
  readonly writes: readonly (Write & { readonly rkey: string })[];
  /** How many writes there are, including those made before the plan was resumed. */
  readonly total: number;
  /** How many of them are done. They are done in order. */
  readonly done: number;
  /** What all of them cost: 3 for a create, 2 for an update, 1 for a delete. */
  readonly points: number;
  /** The points spent in the last day, before the plan and by it. Pass this to the next plan. */
  readonly spent: readonly SpentPoints[];
  /** What is left to do, and when it will be done if nothing delays it. Makes no call. */
  estimate(): PlanEstimate;
  /**
   * Makes the writes, and yields the progress after each batch. It waits where the limits require it, which may take
   * days. If you break out of the loop, abort the run or get an error, you can run the plan again.
   *
   * @throws {WritePlanError}
   * @throws {RecordsError} `no_repo`, `wrong_repo`
   * @throws {CallError}
   * @throws {AbortedError}
   */
  run(client: ClientLike, options?: RunPlanOptions): AsyncGenerator<PlanProgress, void, undefined>;
  /**
   * The state of the plan as a string of JSON, for `resumePlan`: what is done, which keys were chosen, which points were
   * spent when. It holds no credentials.
   */
  checkpoint(): string;
}

/** What is left of a plan. */
export interface PlanEstimate {
  /** What it costs. */
  readonly points: number;
  /** How many batches remain. */
  readonly batches: number;
  /** Milliseconds from now to the last batch, without the time that the calls themselves take. */
  readonly duration: number;
  /** When the plan will be done, if nothing delays it. */
  readonly finishedAt: Date;
}

/** How far a plan is. */
export interface PlanProgress {
  /** How many writes are done. */
  readonly done: number;
  /** How many writes the plan has. */
  readonly total: number;
  /** What those that are done cost. */
  readonly points: number;
  /** What became of the batch's writes, in their order. */
  readonly results: readonly WriteResult[];
  /** When the next batch can be sent. None after the last. */
  readonly nextAt: Date | undefined;
}

/** What is waited for. */
export interface PlanWait {
  /** When the plan will go on. */
  readonly until: Date;
  /**
   * - `limit`: for room in the limits.
   * - `server`: the server has refused a batch because there were too many writes, and says when to come back.
   * - `retry`: after an attempt that failed.
   */
  readonly reason: "limit" | "server" | "retry";
}

/** Options of a plan's `run`. */
export interface RunPlanOptions {
  /** Aborts the run. The plan can be run again. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Stores the checkpoint. It is called and awaited before each batch is sent and after it is done. If it fails, the
   * run ends. If it never returns, the `signal` still ends the run. It should replace the old checkpoint in one step,
   * because half a file is useless. `planFile` of `bluesky/records/file` does that.
   */
  readonly onCheckpoint?: ((checkpoint: string) => unknown) | undefined;
  /** Called whenever the plan waits. It is not awaited. If it fails, the run ends at its next step. */
  readonly onWait?: ((wait: PlanWait) => void) | undefined;
  /**
   * How a batch is retried that the server did not answer or answered with an error. Before that, the plan finds out
   * whether the batch was made after all.
   *
   * @default { attempts: 10, baseDelay: 1000, maxDelay: 60_000 }, about two to four minutes
   */
  readonly retry?: Pick<RetryOptions, "attempts" | "baseDelay" | "maxDelay"> | undefined;
  /** As in `applyWrites`. */
  readonly serverValidation?: boolean | undefined;
}

/** What `planWrites` and `resumePlan` have in common. */
export interface PlanSettings {
  /**
   * How many points may be spent in any hour and in any day. Use less than the server allows to leave room for the
   * account's owner, and `Infinity` for a server without limits.
   *
   * @default { hour: 5000, day: 35_000 }
   */
  readonly limits?: Partial<WriteLimits> | undefined;
  /** How many writes are sent at once, at most: 1 to 200. @default 200 */
  readonly batchSize?: number | undefined;
  /**
   * The DID or handle of the repository.
   *
   * @default the session's account
   */
  readonly repo?: string | undefined;
  /** The time to go by. For tests. @default the machine's */
  readonly clock?: Clock | undefined;
}
