import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { Issue } from "../../schema/issues/Issue.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { type CallError, callError } from "./CallError.ts";

/** The server answered, but not with what the lexicon says: no JSON, another type, the wrong shape, too much, a redirect. */
export interface InvalidResponseError extends CallError {
  readonly code: "invalid_response";
  readonly status: number;
  /** Everything that is wrong with it, where it is JSON. */
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
