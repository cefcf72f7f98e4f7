import { isBlueskyError } from "../errors/BlueskyError.ts";
import { type ErrorKind, errorKind } from "../errors/errorKind.ts";
import type { CallError } from "./CallError.ts";
import type { RateLimit } from "./RateLimit.ts";

/**
 * The server answered with an error. `error` is its name for it: one that the operation's lexicon declares, one that
 * any server may give (`InvalidRequest`, `ExpiredToken` ...), or `Unknown` where the answer is not an XRPC error at all.
 */
export interface XrpcError<Name extends string = string> extends CallError {
  readonly code: "xrpc_error" | "rate_limited" | "auth_expired";
  readonly status: number;
  readonly error: Name;
  /** What the server says about it, without the name. */
  readonly reason: string | undefined;
  /** What the server says of its rate limit: with a 429, the limit that was hit. */
  readonly rateLimit: RateLimit | undefined;
  /** Milliseconds to wait before the next try, as the server says it. */
  readonly retryAfter: number | undefined;
  /** The permission that the session's token lacks, where the server says so. */
  readonly missingScope: string | undefined;
  readonly headers: Headers;
}

export const XrpcError: ErrorKind<XrpcError> = /*#__PURE__*/ errorKind("xrpc_error", "rate_limited", "auth_expired");

/** Whether a caught value is a server's error, whichever copy of this package made it. */
export function isXrpcError(error: unknown): error is XrpcError;
/** Whether it is this operation's error of a name that its lexicon declares. A name that it does not declare does not compile. */
export function isXrpcError<Name extends string>(
  error: unknown,
  operation: { readonly nsid: string; readonly "~error"?: Name },
  name: NoInfer<Name>,
): error is XrpcError<Name>;
export function isXrpcError(error: unknown, operation?: { readonly nsid: string }, name?: string): boolean {
  if (!isBlueskyError(error) || !("status" in error && "error" in error)) return false;
  return !operation || (error.error === name && (error as XrpcError).nsid === operation.nsid); // a status, a name: it is one
}
