import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { type CallError, callError } from "./CallError.ts";

/**
 * A write ended without an answer that tells whether it was done, and looking for its records failed too. The same write
 * with the same record key can be made again: it is done once at the most. `cause` is how the write ended.
 */
export interface WriteOutcomeUnknownError extends CallError {
  readonly code: "write_outcome_unknown";
  /** The records in question. */
  readonly uris: readonly string[];
}

export const WriteOutcomeUnknownError: ErrorKind<WriteOutcomeUnknownError> = /*#__PURE__*/ errorKind({
  write_outcome_unknown: 1,
});

/** Makes a `WriteOutcomeUnknownError`. */
export function writeOutcomeUnknown(
  call: CallSummary,
  uris: readonly string[],
  cause: unknown,
): WriteOutcomeUnknownError {
  const message = `it is not known whether it was carried out: ${uris.join(", ")}`;
  return callError<WriteOutcomeUnknownError>("WriteOutcomeUnknownError", call, {
    code: "write_outcome_unknown",
    message,
    cause,
    uris,
  });
}
