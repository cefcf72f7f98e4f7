import { type BlueskyError, type ErrorKind, errorKind, isBlueskyError } from "../../errors/BlueskyError.ts";
import { failureReason } from "../../platform/failureReason.ts";
import type { Call } from "../contract/Call.ts";
import { type CallError, callError } from "./CallError.ts";
import { isRepeatable } from "./isRepeatable.ts";

/**
 * No answer, or only a part of one: the connection failed. Of a procedure it is not known whether it was carried out,
 * unless `retryable` says that nothing was sent.
 */
export interface NetworkError extends CallError {
  readonly code: "network_error";
  /** The platform's code, where there is one: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` ... */
  readonly reason: string | undefined;
}

export const NetworkError: ErrorKind<NetworkError> = /*#__PURE__*/ errorKind({ network_error: 1 });

/** Codes of failures before anything was sent. */
const UNSENT: readonly string[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  // Bun's.
  "ConnectionRefused",
  "FailedToOpenSocket",
];

/** Names what `fetch`, or the reading of a body, failed with. Errors of this SDK have a name already. */
export function toNetworkError(call: Call, error: unknown): BlueskyError {
  if (isBlueskyError(error)) return error;
  const { code, text } = failureReason(error);
  if (code !== undefined && UNSENT.includes(code)) call.sent = false;
  const to = call.service ?? call.session?.pds;
  return callError<NetworkError>("NetworkError", call, {
    code: "network_error",
    message: `the request${to ? ` to ${to}` : ""} failed: ${text}`,
    cause: error,
    reason: code,
    retryable: !call.sent || isRepeatable(call),
  });
}
