import { type BlueskyError, type ErrorKind, errorKind } from "./BlueskyError.ts";
import { createError } from "./createError.ts";

/**
 * Something was given up because its `signal` was aborted. `name` is `AbortError`, as on the platform, and `cause` is
 * the signal's reason. If it was a call, the error is a `CallError` too.
 */
export interface AbortedError extends BlueskyError {
  readonly code: "aborted";
}

export const AbortedError: ErrorKind<AbortedError> = /*#__PURE__*/ errorKind({ aborted: 1 });

/** Makes an `AbortedError`. */
export function abortedError(message: string, signal: AbortSignal | undefined): AbortedError {
  return createError<AbortedError>("AbortError", { code: "aborted", message, cause: signal?.reason });
}
