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
   * Whether the server checks the record against its lexicon. By default it does where it knows the lexicon. What is
   * sent is validated here in any case, as the option `validate` has it.
   */
  readonly serverValidation?: boolean | undefined;
}
