import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { Issue } from "../../schema/issues/Issue.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { type CallError, callError } from "./CallError.ts";

/**
 * The server sent something other than what the lexicon says: no JSON, another media type, the wrong shape, too much
 * data, a redirect.
 */
export interface InvalidResponseError extends CallError {
  readonly code: "invalid_response";
  /** The HTTP status. */
  readonly status: number;
  /** Everything that is wrong with it, if it is JSON. */
  readonly issues?: readonly Issue[] | undefined;
}

export const InvalidResponseError: ErrorKind<InvalidResponseError> = /*#__PURE__*/ errorKind({ invalid_response: 1 });

/** Makes an `InvalidResponseError` about an answer. */
export function invalidResponse(
  call: CallSummary,
  { status }: Response,
  message: string,
  issues?: readonly Issue[],
): InvalidResponseError {
  return callError<InvalidResponseError>("InvalidResponseError", call, {
    code: "invalid_response",
    message: `${message} (HTTP ${status})`,
    status,
    issues,
  });
}
