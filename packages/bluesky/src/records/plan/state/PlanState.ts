import type { WriteBudget } from "../budget/WriteBudget.ts";
import type { Clock } from "../contract/Clock.ts";
import type { PlannedWrite } from "../writes/PlannedWrite.ts";

/** Where a plan stands. */
export interface PlanState {
  /** The writes from `first` on. */
  readonly writes: readonly PlannedWrite[];
  /** How many were done before those that are known. */
  readonly first: number;
  readonly total: number;
  /** What all of them cost. */
  readonly points: number;
  /** Tells the plan's writes from others. */
  readonly hash: number;
  /** Tell which of them is another one: see `digestWrites`. */
  readonly digests: string;
  /** When it was planned, in milliseconds since 1970: what `createdAt` is filled in by. */
  readonly moment: number;
  /** The keys that were made for them, as a checkpoint holds them. */
  readonly keys: readonly string[];
  readonly batchSize: number;
  readonly selfContained: boolean;
  readonly clock: Clock;
  readonly budget: WriteBudget;
  repo: string | undefined;
  done: number;
  /** What those that are done cost. */
  pointsDone: number;
  /** The batch that was sent and whose outcome is not known: the writes from `done` to here. */
  pending: number | undefined;
  /** Those of the next batch that need not be sent, because the repository is as they would make it. */
  alreadyDone: ReadonlySet<PlannedWrite>;
  /** The server wants nothing before this moment. */
  blockedUntil: number;
  /** The most points that the server takes at once, as far as it has said. */
  serverLimit: number;
  running: boolean;
}
