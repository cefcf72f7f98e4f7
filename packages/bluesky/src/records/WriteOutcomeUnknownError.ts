import { type ErrorKind, errorKind } from "../errors/errorKind.ts";
import type { CallError } from "../xrpc/CallError.ts";

/**
 * A write ended without an answer that tells whether it was done, and looking for its records failed too. The same write
 * with the same record key can be made again: it is done once at the most. `cause` is how the write ended.
 */
export interface WriteOutcomeUnknownError extends CallError {
  readonly code: "write_outcome_unknown";
  /** The records in question. */
  readonly uris: readonly string[];
}

export const WriteOutcomeUnknownError: ErrorKind<WriteOutcomeUnknownError> =
  /*#__PURE__*/ errorKind("write_outcome_unknown");
