import { type ErrorKind, errorKind } from "../errors/errorKind.ts";
import type { CallError } from "./CallError.ts";

/**
 * No answer, or only a part of one: the connection failed. Of a procedure it is not known whether it was carried out,
 * unless `retryable` says that nothing was sent.
 */
export interface NetworkError extends CallError {
  readonly code: "network_error";
  /** The platform's code, where there is one: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` ... */
  readonly reason: string | undefined;
}

export const NetworkError: ErrorKind<NetworkError> = /*#__PURE__*/ errorKind("network_error");
