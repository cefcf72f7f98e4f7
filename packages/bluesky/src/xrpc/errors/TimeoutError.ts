import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import type { Call } from "../contract/Call.ts";
import { type CallError, callError } from "./CallError.ts";
import { isRepeatable } from "./isRepeatable.ts";

/** There was no complete response within the `timeout` of an attempt or the `deadline` of the call. */
export interface TimeoutError extends CallError {
  readonly code: "timeout";
  /** Which of the two. */
  readonly limit: "timeout" | "deadline";
  /** How long it was, in milliseconds. */
  readonly after: number;
}

export const TimeoutError: ErrorKind<TimeoutError> = /*#__PURE__*/ errorKind({ timeout: 1 });

/** Makes a `TimeoutError`. */
export function timeoutError(call: Call, limit: TimeoutError["limit"], after: number): TimeoutError {
  const message = `no complete answer within the ${limit} of ${after} ms`;
  return callError<TimeoutError>("TimeoutError", call, {
    code: "timeout",
    message,
    limit,
    after,
    retryable: isRepeatable(call),
  });
}
