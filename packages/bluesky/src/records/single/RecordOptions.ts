import type { CallOptions } from "../../xrpc/contract/Call.ts";

/** Whose repository. */
export interface RepoOptions {
  /**
   * The DID or handle of the repository.
   *
   * @default the session's account
   */
  readonly repo?: string | undefined;
}

/** Options of what writes. */
export interface WriteOptions extends CallOptions {
  /** The CID of the repository's last commit: if there is a later one, the write fails with `InvalidSwap`. */
  readonly swapCommit?: string | undefined;
  /**
   * Whether the server validates the record. By default, it does if it knows the lexicon. The SDK validates it in any
   * case, according to the option `validate`.
   */
  readonly serverValidation?: boolean | undefined;
}
