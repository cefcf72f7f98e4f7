import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError, type ErrorInit } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";
import { hideSecrets } from "../../errors/redact.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import type { CallSummary } from "../contract/CallSummary.ts";
import { secretsOf } from "./secretsOf.ts";

/** The request, as errors show it: without anything that may be secret. */
export interface RequestSummary {
  /** The HTTP method. */
  readonly method: "GET" | "POST";
  /** Where, with the names of the parameters: `https://host/xrpc/nsid?actor&limit`; without a host where the session does not say it. */
  readonly url: string;
}

/** The codes of errors that end a call. */
export type CallErrorCode = ErrorCodes[
  | "AbortedError"
  | "AuthExpiredError"
  | "InvalidRequestError"
  | "InvalidResponseError"
  | "NetworkError"
  | "RateLimitedError"
  | "TimeoutError"
  | "WriteOutcomeUnknownError"
  | "XrpcError"];

/**
 * An error that ends a call. Its `code` says of which kind it is, and so does `instanceof` with the kinds: `NetworkError`,
 * `TimeoutError`, `AbortedError`, `XrpcError`, `RateLimitedError`, `AuthExpiredError`, `InvalidRequestError`,
 * `InvalidResponseError`, `WriteOutcomeUnknownError`.
 *
 * @example
 * ```ts
 * try {
 *   await getTimeline(client);
 * } catch (error) {
 *   if (error instanceof RateLimitedError) await sleep(error.retryAfter ?? 60_000);
 * }
 * ```
 */
export interface CallError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: CallErrorCode;
  /** The operation. */
  readonly nsid: string;
  /** The request, without secrets. */
  readonly request: RequestSummary;
  /** Whether making the same call again does no harm and may succeed. */
  readonly retryable: boolean;
  /** How many attempts were made. */
  readonly attempts: number;
  /** Milliseconds from the call to its end. */
  readonly elapsed: number;
}

export const CallError: ErrorKind<CallError> = /*#__PURE__*/ errorKind<CallError>(
  {
    aborted: 1,
    auth_expired: 1,
    encoding_required: 1,
    invalid_request: 1,
    invalid_response: 1,
    network_error: 1,
    rate_limited: 1,
    timeout: 1,
    write_outcome_unknown: 1,
    xrpc_error: 1,
  },
  // Other waits are aborted too.
  (error) => "nsid" in error,
);

/** A call that was aborted by its signal. */
export interface AbortedCallError extends CallError {
  readonly code: "aborted";
}

/** What an error of a call is made of beside the call. */
export type CallErrorInit<T extends CallError> = Omit<ErrorInit<T>, keyof CallError> &
  Pick<T, "code"> & { readonly message: string; readonly cause?: unknown; readonly retryable?: boolean };

/** Makes an error of a call. It is not `retryable` unless that is said. */
export function callError<T extends CallError>(name: string, call: CallSummary, init: CallErrorInit<T>): T {
  const { nsid, method, session, path = `/xrpc/${nsid}`, attempt = 1, startedAt = performance.now() } = call;
  const server = call.service ?? quietly(() => session?.pds) ?? "";
  const about = {
    retryable: false,
    ...init,
    message: `${nsid}: ${init.message}`,
    nsid,
    // Of parameters only the names: a value may be a secret.
    request: { method, url: server + path.replace(/=[^&]*/g, "") },
    attempts: attempt,
    elapsed: performance.now() - startedAt,
  };
  // What is given, and what all errors of calls have.
  return createError<T>(name, about as unknown as ErrorInit<T>, hideSecrets(secretsOf(call)));
}

/** Makes the error of a call that was aborted. */
export function abortedCall(call: CallSummary, signal: AbortSignal | undefined): AbortedCallError {
  return callError<AbortedCallError>("AbortError", call, {
    code: "aborted",
    message: "aborted",
    cause: signal?.reason,
  });
}
