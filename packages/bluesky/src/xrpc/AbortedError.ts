import type { BlueskyError } from "../errors/BlueskyError.ts";
import { type ErrorKind, errorKind } from "../errors/errorKind.ts";

/**
 * What was waited for was given up, because its `signal` was aborted. `name` is the platform's `AbortError`. Of a call it is
 * a `CallError`, and `cause` is the signal's reason.
 */
export interface AbortedError extends BlueskyError {
  readonly code: "aborted";
}

export const AbortedError: ErrorKind<AbortedError> = /*#__PURE__*/ errorKind("aborted");
