import { type ErrorKind, errorKind } from "../errors/errorKind.ts";
import type { XrpcError } from "./XrpcError.ts";

/** The server refused the call because there were too many (HTTP 429). `retryAfter` says when to come back. */
export interface RateLimitedError extends XrpcError {
  readonly code: "rate_limited";
}

export const RateLimitedError: ErrorKind<RateLimitedError> = /*#__PURE__*/ errorKind("rate_limited");
