import { type BlueskyError, isBlueskyError } from "../errors/BlueskyError.ts";
import type { Call } from "./Call.ts";
import { CallError } from "./CallError.ts";
import { isRepeatable } from "./isRepeatable.ts";

interface SystemError {
  readonly code?: string;
  readonly cause?: SystemError;
  readonly errors?: readonly SystemError[];
}

/** Names what `fetch`, or the reading of a body, failed with. Errors of this SDK have a name already. */
export function toNetworkError(call: Call, error: unknown): BlueskyError {
  if (isBlueskyError(error)) return error;
  // Node has the reason in the cause; where it tried several addresses, in a list there.
  const { cause = error as SystemError } = Object(error) as SystemError; // only looked at
  const reason = cause?.code ?? cause?.errors?.[0]?.code;
  // Failures before anything was sent.
  if (/REFUSED|NOTFOUND|AGAIN|CONNECT_/i.test(reason ?? "")) call.sent = false;
  const fields = { reason, retryable: !call.sent || isRepeatable(call) };
  return new CallError(call, "network_error", `the request failed: ${reason ?? error}`, fields, error);
}
