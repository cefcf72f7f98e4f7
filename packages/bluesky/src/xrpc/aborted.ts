import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";

/** Makes an `AbortedError`. */
export function aborted(call: CallSummary, signal: AbortSignal | undefined): CallError {
  return new CallError(call, "aborted", "aborted", {}, signal?.reason);
}
