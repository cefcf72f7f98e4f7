import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why a repository is not taken for what it says it is.
 *
 * | code | meaning |
 * | --- | --- |
 * | `car_invalid` | the file or answer is no CAR of version 1, or ends too early |
 * | `block_mismatch` | a block has another hash than its CID says: it was changed |
 * | `block_missing` | a block that belongs to the repository is not there |
 * | `stash_exceeded` | the blocks of a stream come in an order that needs more memory than `maxStash` |
 * | `commit_invalid` | the commit is none of version 3, another account's, or not the root |
 * | `signature_invalid` | the commit is not signed by the key of its account |
 * | `tree_invalid` | the tree of keys is not in its one canonical form |
 * | `record_invalid` | a record is not valid data |
 * | `export_invalid` | the folder of an export is not what its manifest says |
 * | `import_refused` | a repository does not go into an account, or has not come there whole |
 */
export type RepoErrorCode = ErrorCodes["RepoError"];

/**
 * What exactly is wrong.
 *
 * Of a CAR: `not_a_car`, `frame_invalid`, `frame_too_large`, `truncated`. Of a block: `wrong_hash`, `unknown_hash`,
 * `missing`, `out_of_order`. Of a commit: `malformed`, `wrong_version`, `wrong_account`, `wrong_root`, `invalid_rev`. Of a signature:
 * `high_s`, `wrong_key`, `no_key`. Of a tree: `node_malformed`, `empty_node`, `pointer_only_top`, `wrong_depth`, `below_bottom`,
 * `unordered_keys`, `duplicate_key`, `out_of_range`, `wrong_prefix`, `invalid_key`, `other_operation`. Of an export: `no_manifest`, `other_account`,
 * `blob_missing`, `blob_changed`, `other_commit`. Of an import: `other_account`, `account_active`, `records_missing`.
 */
export type RepoErrorReason =
  | "not_a_car"
  | "frame_invalid"
  | "frame_too_large"
  | "truncated"
  | "wrong_hash"
  | "unknown_hash"
  | "missing"
  | "out_of_order"
  | "malformed"
  | "wrong_version"
  | "wrong_account"
  | "wrong_root"
  | "invalid_rev"
  | "high_s"
  | "wrong_key"
  | "no_key"
  | "node_malformed"
  | "empty_node"
  | "pointer_only_top"
  | "wrong_depth"
  | "below_bottom"
  | "unordered_keys"
  | "duplicate_key"
  | "out_of_range"
  | "wrong_prefix"
  | "invalid_key"
  | "other_operation"
  | "no_manifest"
  | "other_account"
  | "blob_missing"
  | "blob_changed"
  | "other_commit"
  | "account_active"
  | "records_missing";

/** A repository, or a part of one, that is not what it says it is. */
export interface RepoError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: RepoErrorCode;
  /** What exactly is wrong, as a stable word. */
  readonly reason: RepoErrorReason;
  /** The CID of the block that it is about, if it is about one. */
  readonly cid?: string | undefined;
  /** The path of the record that it is about, `collection/rkey`, if it is about one. */
  readonly path?: string | undefined;
}

export const RepoError: ErrorKind<RepoError> = /*#__PURE__*/ errorKind({
  car_invalid: 1,
  block_mismatch: 1,
  block_missing: 1,
  stash_exceeded: 1,
  commit_invalid: 1,
  signature_invalid: 1,
  tree_invalid: 1,
  record_invalid: 1,
  export_invalid: 1,
  import_refused: 1,
});

/** What an error of a repository is about. */
interface About {
  readonly cid?: string | undefined;
  readonly path?: string | undefined;
  readonly cause?: unknown;
}

/** Makes a `RepoError`. */
export function repoError(
  code: RepoErrorCode,
  reason: RepoErrorReason,
  message: string,
  { cid, path, cause }: About = {},
): RepoError {
  return createError<RepoError>("RepoError", {
    code,
    message,
    cause,
    reason,
    ...(cid !== undefined && { cid }),
    ...(path !== undefined && { path }),
  });
}
