import type { Call } from "./Call.ts";
import { isRepeatable } from "./isRepeatable.ts";
import { NetworkError } from "./NetworkError.ts";

interface SystemError {
  readonly code?: string;
  readonly cause?: SystemError;
  readonly errors?: readonly SystemError[];
}

/** Failures before anything was sent. */
const UNSENT = /REFUSED|NOTFOUND|EAI_AGAIN|CONNECT_TIME/i;

/** Names what `fetch`, or the reading of a body, failed with. */
export function toNetworkError(call: Call, error: unknown): NetworkError {
  // Node has the reason in the cause; where it tried several addresses, in a list there.
  const { cause = error as SystemError } = error as SystemError; // only looked at
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  return new NetworkError(call, error, code, isRepeatable(call) || UNSENT.test(code ?? ""));
}
