import type { CommitOp } from "./CommitFrame.ts";

/** An operation that is wanted: where in the frame things are. Places are 0 where there is nothing. */
export interface OpPlace {
  readonly action: CommitOp["action"];
  readonly collection: string;
  readonly rkey: string;
  readonly cidStart: number;
  readonly cidEnd: number;
  /** The record, once `findBlocks` has found it. */
  blockStart: number;
  blockEnd: number;
}
