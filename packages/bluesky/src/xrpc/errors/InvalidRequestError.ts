import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { Issue } from "../../schema/issues/Issue.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { type CallError, type CallErrorInit, callError } from "./CallError.ts";

/**
 * What the call was given does not fit its lexicon (`invalid_request`), or is a body of an unknown media type
 * (`encoding_required`). Nothing was sent.
 */
export interface InvalidRequestError extends CallError {
  readonly code: "invalid_request" | "encoding_required";
  /** Everything that is wrong with it, where its lexicon says so. */
  readonly issues?: readonly Issue[] | undefined;
}

export const InvalidRequestError: ErrorKind<InvalidRequestError> = /*#__PURE__*/ errorKind({
  invalid_request: 1,
  encoding_required: 1,
});

/** Makes an `InvalidRequestError`. */
export function invalidRequest(call: CallSummary, init: CallErrorInit<InvalidRequestError>): InvalidRequestError {
  return callError<InvalidRequestError>("InvalidRequestError", call, init);
}
