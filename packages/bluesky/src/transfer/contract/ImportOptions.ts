import type { CommitKeyOptions } from "../../repo/commit/verifyCommit.ts";
import type { CallOptions } from "../../xrpc/contract/Call.ts";
import type { MissingBlob } from "./MissingBlob.ts";
import type { TransferProgress } from "./TransferProgress.ts";

/** Options of `importRepo`. */
export interface ImportOptions
  extends CommitKeyOptions,
    Omit<CallOptions, "encoding" | "idempotent" | "settle" | "service"> {
  /** Writes nothing, and says what would be written. Everything is verified. @default false */
  readonly dryRun?: boolean | undefined;
  /** Called as it goes on: with each blob, and after every thousand records. What it returns is waited for. */
  readonly onProgress?: ((progress: TransferProgress) => unknown) | undefined;
}

/** What came of an import. */
export interface ImportResult {
  /** The account. */
  readonly did: string;
  /** The revision that was imported. The server makes a commit of its own of it. */
  readonly rev: string;
  /** How many records there are. */
  readonly records: number;
  /** How many blobs were uploaded; with `dryRun`, how many there are to upload. */
  readonly blobs: number;
  /** Blobs that the server lacks, and the folder too. */
  readonly missing: readonly MissingBlob[];
}
