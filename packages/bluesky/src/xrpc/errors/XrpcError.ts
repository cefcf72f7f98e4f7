import { type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { parseJson } from "../../platform/parseJson.ts";
import type { Call } from "../contract/Call.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import type { RateLimit } from "../contract/RateLimit.ts";
import { type CallError, callError } from "./CallError.ts";
import { isRepeatable } from "./isRepeatable.ts";
import { parseRetryAfter } from "./parseRetryAfter.ts";

/**
 * The server answered with an error. `error` is its name: one that the operation's lexicon declares, one that any
 * server may send (`InvalidRequest`, `ExpiredToken` ...), or `Unknown` if the response is not an XRPC error at all.
 */
export interface XrpcError<Name extends string = string> extends CallError {
  /** What went wrong, as a stable word. */
  readonly code: "xrpc_error" | "rate_limited" | "auth_expired";
  /** The HTTP status. */
  readonly status: number;
  /** The name of the error, as the server gives it. */
  readonly error: Name;
  /** What the server says about it, without the name. */
  readonly reason: string | undefined;
  /** What the server says about its rate limit. With a 429, the limit that was hit. */
  readonly rateLimit: RateLimit | undefined;
  /** How long to wait before trying again, in milliseconds, if the server says so. */
  readonly retryAfter: number | undefined;
  /** The permission that the session's token lacks, if the server says so. */
  readonly missingScope: string | undefined;
  /** All headers of the response. Logs and JSON do not show them, because they may contain secrets. */
  readonly headers: Headers;
}

export const XrpcError: ErrorKind<XrpcError> = /*#__PURE__*/ errorKind({
  xrpc_error: 1,
  rate_limited: 1,
  auth_expired: 1,
});

/** The server refused the call because there were too many (HTTP 429). `retryAfter` says when to come back. */
export interface RateLimitedError extends XrpcError {
  readonly code: "rate_limited";
}

export const RateLimitedError: ErrorKind<RateLimitedError> = /*#__PURE__*/ errorKind({ rate_limited: 1 });

/** The server no longer accepts the session's credentials, and the session could not refresh them: log in again. */
export interface AuthExpiredError extends XrpcError {
  readonly code: "auth_expired";
}

export const AuthExpiredError: ErrorKind<AuthExpiredError> = /*#__PURE__*/ errorKind({ auth_expired: 1 });

/** The kind of each code. */
const NAMES: Readonly<Record<XrpcError["code"], string>> = {
  xrpc_error: "XrpcError",
  rate_limited: "RateLimitedError",
  auth_expired: "AuthExpiredError",
};

/** How servers say that they no longer take a token. */
const EXPIRED: readonly string[] = ["ExpiredToken", "InvalidToken", "expired_token", "invalid_token"];

/** Makes the error of an answer that is not a success, whatever its body is. */
export function toXrpcError(call: Call, { status, headers }: Response, text: string): XrpcError {
  const { rateLimit } = call;
  let { error, message } = Object(parseJson(text));
  if (typeof error !== "string") {
    // Not an XRPC error: a proxy's page, say.
    error = "Unknown";
    message = headers.get("content-type");
  }
  const reason = typeof message === "string" ? message : undefined;
  let about = reason ? `${error}: ${reason}` : error;
  if (status === 413) about += ", too large";
  let code: XrpcError["code"] = "xrpc_error";
  let retryable = (status === 408 || (status >= 500 && status !== 501)) && isRepeatable(call);
  if (status === 429) {
    code = "rate_limited";
    retryable = true;
    if (rateLimit) about += `, limit ${rateLimit.policy}`;
  } else if (EXPIRED.includes(error) && (status === 400 || status === 401)) {
    // With any other status it is not what takes tokens that says so: a proxy, perhaps.
    code = "auth_expired";
  }
  return xrpcError(call, {
    code,
    message: `${about} (HTTP ${status})`,
    status,
    error,
    reason,
    rateLimit,
    retryAfter: parseRetryAfter(headers, rateLimit),
    missingScope: /scope "(.+?)"/.exec(about)?.[1],
    retryable,
    headers,
  });
}

/** What an `XrpcError` is made of. */
export type XrpcErrorInit = Pick<XrpcError, "code" | "message" | "status" | "error" | "reason"> &
  Partial<Pick<XrpcError, "rateLimit" | "retryAfter" | "missingScope" | "retryable" | "headers">>;

/** Makes an `XrpcError`. */
export function xrpcError(call: CallSummary, { headers = new Headers(), ...init }: XrpcErrorInit): XrpcError {
  const unsaid = { rateLimit: undefined, retryAfter: undefined, missingScope: undefined };
  const made = callError<Omit<XrpcError, "headers">>(NAMES[init.code], call, { ...unsaid, ...init });
  // By a getter: what inspection does not call, it does not show.
  return Object.defineProperty(made, "headers", { get: () => headers }) as XrpcError; // that was all it lacked
}
