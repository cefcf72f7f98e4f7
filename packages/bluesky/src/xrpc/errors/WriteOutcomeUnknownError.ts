import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { type CallError, callError } from "./CallError.ts";

/**
 * It is unknown whether a write was made: there was no clear response, and its records do not show it either, or could
 * not be read. The message says which. You can make the same write again with the same record key: it is made once at
 * most. `cause` is how the write ended.
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
    message: `it is unknown whether the write was made, because ${reason}: ${uris.join(", ")}`,
    cause,
    uris,
  });
}
