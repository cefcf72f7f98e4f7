/** How far an export or import is. */
export interface TransferProgress {
  /** What is being transferred. */
  readonly stage: "repository" | "blobs";
  /** How many records have been verified, or how many blobs are done: those that are missing included. */
  readonly done: number;
  /** How many there are. `undefined`: not known yet. */
  readonly total: number | undefined;
}
