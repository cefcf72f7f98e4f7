import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { type CallError, callError } from "./CallError.ts";

/**
 * A write ended without an answer that tells whether it was done, and its records do not tell either, or could not be looked at: the
 * message says which. The same write with the same record key can be made again: it is done once at the most. `cause` is how the
 * write ended.
 */
export interface WriteOutcomeUnknownError extends CallError {
  readonly code: "write_outcome_unknown";
  /** The records in question. */
  readonly uris: readonly string[];
}

export const WriteOutcomeUnknownError: ErrorKind<WriteOutcomeUnknownError> = /*#__PURE__*/ errorKind({
  write_outcome_unknown: 1,
});

/** Makes a `WriteOutcomeUnknownError`. `reason` is why it cannot be known. */
export function writeOutcomeUnknown(
  call: CallSummary,
  { uris, reason, cause }: { readonly uris: readonly string[]; readonly reason: string; readonly cause: unknown },
): WriteOutcomeUnknownError {
  return callError<WriteOutcomeUnknownError>("WriteOutcomeUnknownError", call, {
    code: "write_outcome_unknown",
    message: `it is not known whether it was carried out, because ${reason}: ${uris.join(", ")}`,
    cause,
    uris,
  });
}
