import type { CommitKeyOptions } from "../../repo/commit/verifyCommit.ts";
import type { CallOptions } from "../../xrpc/contract/Call.ts";
import type { MissingBlob } from "./MissingBlob.ts";
import type { TransferProgress } from "./TransferProgress.ts";

/** Options of `exportRepo`. */
export interface ExportOptions extends CommitKeyOptions, Omit<CallOptions, "encoding" | "idempotent" | "settle"> {
  /** The folder. It is made where it is not there. Use one for each account. */
  readonly folder: string;
  /** Whether blobs are exported: images, videos, captions. @default true */
  readonly blobs?: boolean | undefined;
  /** How many blobs are downloaded at once. @default 4 */
  readonly parallel?: number | undefined;
  /** Whether blobs that no record refers to any more are removed from the folder. @default false */
  readonly prune?: boolean | undefined;
  /** Called as it goes on: with each blob, and after every thousand records. What it returns is waited for. */
  readonly onProgress?: ((progress: TransferProgress) => unknown) | undefined;
}

/** An export, as it is in its folder. */
export interface RepoExport {
  /** The account. */
  readonly did: string;
  /** The revision of the repository. */
  readonly rev: string;
  /** The CID of its commit. */
  readonly commit: string;
  /** The path of its CAR. */
  readonly car: string;
  /** How many records it has. */
  readonly records: number;
  /** How many blobs of it are in the folder. */
  readonly blobs: number;
  /** Blobs that its records refer to and the server does not have, or has others in their place. */
  readonly missing: readonly MissingBlob[];
}

/** What came of an export. */
export interface ExportResult extends RepoExport {
  /** How the repository came: `full`, `difference` to the export before, `none` where it has not changed. */
  readonly transfer: "full" | "difference" | "none";
  /** How many blobs were downloaded, by this run. */
  readonly downloaded: number;
}
