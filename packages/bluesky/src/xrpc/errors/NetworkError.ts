import { type BlueskyError, type ErrorKind, errorKind, isBlueskyError } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import { hideSecrets } from "../../errors/redact.ts";
import { toCause } from "../../errors/toCause.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { failureReason } from "../../platform/http/failureReason.ts";
import type { Call } from "../contract/Call.ts";
import { type CallError, callError } from "./CallError.ts";
import { isEndedSession } from "./endedSession.ts";
import { isRepeatable } from "./isRepeatable.ts";
import { secretsOf } from "./secretsOf.ts";

/**
 * The connection failed: there was no response, or only a part of one. It is unknown whether a procedure was carried
 * out, unless `retryable` says that nothing was sent.
 */
export interface NetworkError extends CallError {
  readonly code: "network_error";
  /** The platform's code, if there is one: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` ... */
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

/** Whether an error is of another call than this one. */
function isOther({ nsid }: Call, error: BlueskyError): boolean {
  return "nsid" in error && error.nsid !== nsid;
}

/** Names what `fetch`, or the reading of a body, failed with. Errors of this SDK have a name already. */
export function toNetworkError(call: Call, error: unknown): BlueskyError {
  // A session that has ended sends nothing.
  const isEnded = call.session !== undefined && isEndedSession(error);
  // One that could not be renewed has sent another call, and this one not, or in vain.
  if (isEnded || (isBlueskyError(error) && call.session && isOther(call, error))) call.sent = false;
  if (isBlueskyError(error)) return error;
  if (isEnded) {
    const message = `The session of ${quietly(() => call.session?.did)} has expired: log in again.`;
    // Not with the cause: the official errors hold answers of the server. Its kind is of a part that is not known here.
    return createError<BlueskyError>("AuthError", { code: "session_expired", message });
  }
  const { code } = failureReason(error);
  if (code !== undefined && UNSENT.includes(code)) call.sent = false;
  const to = call.service ?? quietly(() => call.session?.pds);
  const cause = toCause(error, hideSecrets(secretsOf(call)));
  return callError<NetworkError>("NetworkError", call, {
    code: "network_error",
    message: `the request${to ? ` to ${to}` : ""} failed: ${failureReason(cause).text}`,
    cause,
    reason: code,
    retryable: !call.sent || isRepeatable(call),
  });
}
