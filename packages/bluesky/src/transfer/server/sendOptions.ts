import type { CallOptions } from "../../xrpc/contract/Call.ts";

/** Options of a call that sends much, and is answered when all of it is stored: it has ten times as long as others. */
export function sendOptions(call: CallOptions): CallOptions {
  return { ...call, timeout: call.timeout === false ? false : (call.timeout ?? 60_000) * 10 };
}
