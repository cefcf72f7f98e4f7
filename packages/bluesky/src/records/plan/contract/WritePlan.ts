import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { RetryOptions } from "../../../xrpc/contract/RetryOptions.ts";
import type { WriteResult } from "../../single/applyWrites.ts";
import type { Write } from "../../single/buildWrite.ts";
import type { Clock } from "./Clock.ts";
import type { SpentPoints, WriteLimits } from "./WriteLimits.ts";

/** Writes, in an order, with their keys chosen, and how far they are done. Make one with `planWrites` or `resumePlan`. */
export interface WritePlan {
  /**
   * The writes, each with its record key. Of a plan resumed from a self-contained checkpoint: those that were not done by then.
   */
  readonly writes: readonly (Write & { readonly rkey: string })[];
  /** How many writes there are, those done before a resumption included. */
  readonly total: number;
  /** How many of them are done. They are done in order. */
  readonly done: number;
  /** What all of them cost: 3 for a create, 2 for an update, 1 for a delete. */
  readonly points: number;
  /** What was spent in the last day, before the plan and by it: what a next plan begins with. */
  readonly spent: readonly SpentPoints[];
  /** What is left to do, and when it will be done if nothing is in its way. Makes no call. */
  estimate(): PlanEstimate;
  /**
   * Does the writes, and gives one progress for each batch. It waits wherever the limits ask for it, which may take days.
   * Whoever breaks out of it, aborts it or meets an error can run the plan again.
   *
   * @throws WritePlanError; RecordsError `no_repo`, `wrong_repo`; CallError; AbortedError
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
  readonly batches: number;
  /** Milliseconds from now to the last batch. What the calls themselves take is not in it. */
  readonly duration: number;
  readonly finishedAt: Date;
}

/** How far a plan is. */
export interface PlanProgress {
  /** How many writes are done. */
  readonly done: number;
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
  readonly signal?: AbortSignal | undefined;
  /**
   * Stores the checkpoint. It is called, and waited for, before each batch is sent and after it is done. Where it fails,
   * the run ends; where it never ends, the `signal` still ends the run. What it writes should replace what was there in
   * one step: half a file is of no use. `planFile` of `bluesky/records/file` does that.
   */
  readonly onCheckpoint?: ((checkpoint: string) => unknown) | undefined;
  /** Is told whenever the plan waits, which does not wait for it. Where it fails, the run ends at its next step. */
  readonly onWait?: ((wait: PlanWait) => void) | undefined;
  /**
   * How a batch that the server did not answer, or not well, is tried again. Before that it is found out whether it was
   * done all the same.
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
   * How many points may be spent in any hour and in any day. Less than the server allows leaves room for what the account's
   * owner does meanwhile; `Infinity` is for a server without limits.
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
