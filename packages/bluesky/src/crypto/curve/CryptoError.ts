import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why a key cannot be used.
 *
 * | code | meaning |
 * | --- | --- |
 * | `invalid_key` | it is not a key, not of a curve of the protocol, or not in a form that is read |
 * | `curve_unsupported` | this platform has nothing for the key's curve, or for a key in this form |
 */
export type CryptoErrorCode = ErrorCodes["CryptoError"];

/** A key that cannot be used. */
export interface CryptoError extends BlueskyError {
  /** What is wrong, as a stable word. */
  readonly code: CryptoErrorCode;
}

export const CryptoError: ErrorKind<CryptoError> = /*#__PURE__*/ errorKind({ invalid_key: 1, curve_unsupported: 1 });

/** Makes a `CryptoError`. */
export function cryptoError(code: CryptoErrorCode, message: string, options: ErrorOptions = {}): CryptoError {
  return createError<CryptoError>("CryptoError", { code, message, ...options });
}
