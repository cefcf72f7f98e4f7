import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why a record cannot be named.
 *
 * | code | meaning |
 * | --- | --- |
 * | `no_repo` | it is not said whose repository is meant, and the client has no account |
 * | `invalid_record_key` | there is no record key, or one that the lexicon does not allow |
 * | `wrong_collection` | the URI is that of a record of another kind |
 * | `wrong_repo` | a write is about another repository than the one that is written to |
 */
export type RecordsErrorCode = ErrorCodes["RecordsError"];

/** What `bluesky/records` was given names no record. Nothing was sent. */
export interface RecordsError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: RecordsErrorCode;
}

export const RecordsError: ErrorKind<RecordsError> = /*#__PURE__*/ errorKind({
  no_repo: 1,
  invalid_record_key: 1,
  wrong_collection: 1,
  wrong_repo: 1,
});

/** Makes a `RecordsError`. */
export function recordsError(code: RecordsErrorCode, message: string): RecordsError {
  return createError<RecordsError>("RecordsError", { code, message });
}
