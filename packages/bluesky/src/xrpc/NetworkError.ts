import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";

/**
 * No answer, or only a part of one: the connection failed. Of a procedure it is not known whether it was carried out,
 * unless `retryable` says that nothing was sent.
 */
export class NetworkError extends CallError {
  /** The platform's code, where there is one: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` ... */
  declare readonly reason: string | undefined;

  constructor(call: CallSummary, cause: unknown, reason: string | undefined, retryable: boolean) {
    super("network_error", `the request failed: ${reason ?? cause}`, call, { reason, retryable }, { cause });
  }

  override get name(): string {
    return "NetworkError";
  }
}
