import type { ValidationError } from "../../schema/issues/ValidationError.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { Commit } from "../commit/parseCommit.ts";
import type { CommitKeyOptions } from "../commit/verifyCommit.ts";

/**
 * How much is verified. `hash`: that each block is what its CID stands for. `signature`: that the account has signed the commit, too, so
 * each record is of the account. `full`: that the tree is canonical, too, so nothing is left out or stands there twice.
 */
export type VerifyLevel = "full" | "signature" | "hash" | "none";

/** A record of a repository. */
export interface RepoRecord<T = unknown> {
  /** Its at-uri. */
  readonly uri: string;
  /** Its CID. */
  readonly cid: string;
  /** Its collection, an NSID. */
  readonly collection: string;
  /** Its record key. */
  readonly rkey: string;
  /** What it holds. Bytes are a `Uint8Array`; with `schemas` they are `{ $bytes }`, as everywhere in the SDK. */
  readonly value: T;
}

/** Options of `readRepo` and `verifyRepo`. */
export interface ReadOptions extends CommitKeyOptions {
  /** How much is verified. All but `hash` and `none` need `key` or `identity`. @default "full" */
  readonly verify?: VerifyLevel | undefined;
  /** Whose repository it must be. @default anybody's */
  readonly did?: string | undefined;
  /** Called with the commit, when it has been verified, before the first record. */
  readonly onCommit?: ((commit: Commit) => void) | undefined;
  /**
   * How many bytes of blocks are kept of a stream because they came before they were needed. Of those that were given already a quarter
   * as many bytes are kept, the latest, because other keys may share their records.
   *
   * @default 67_108_864
   */
  readonly maxStash?: number | undefined;
  /** The largest block that is read, in bytes, its CID included. @default 2_097_152 */
  readonly maxBlockSize?: number | undefined;
}

/** Options of `readRepo`. */
export interface ReadRepoOptions<T = unknown> extends ReadOptions {
  /** Collections that are given, by NSID. @default those of `schemas`, or all */
  readonly collections?: readonly string[] | undefined;
  /** The schemas of the records that are given: they are held to them, by shape, and typed. */
  readonly schemas?: readonly RecordSchema<T>[] | undefined;
  /** Called with each record that does not have its schema's shape, which is then left out. @default a ValidationError is thrown */
  readonly onInvalid?: ((record: RepoRecord, error: ValidationError) => unknown) | undefined;
}
