import { type ErrorKind, errorKind } from "../errors/errorKind.ts";
import type { CallError } from "./CallError.ts";

/** No complete answer within the call's `timeout` (one attempt) or `deadline` (all of them). */
export interface TimeoutError extends CallError {
  readonly code: "timeout";
  /** Which of the two. */
  readonly limit: "timeout" | "deadline";
  /** How long it was, in milliseconds. */
  readonly after: number;
}

export const TimeoutError: ErrorKind<TimeoutError> = /*#__PURE__*/ errorKind("timeout");
