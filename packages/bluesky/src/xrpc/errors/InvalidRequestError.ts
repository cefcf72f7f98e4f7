import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { Issue } from "../../schema/issues/Issue.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { type CallError, type CallErrorInit, callError } from "./CallError.ts";

/**
 * The parameters or the input do not match the lexicon (`invalid_request`), or the media type of a body is unknown
 * (`encoding_required`). Nothing was sent.
 */
export interface InvalidRequestError extends CallError {
  /** What went wrong, as a stable word. */
  readonly code: "invalid_request" | "encoding_required";
  /** Everything that is wrong with it, according to its lexicon. */
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
