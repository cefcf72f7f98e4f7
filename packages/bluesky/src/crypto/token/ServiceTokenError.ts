import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why a service token is not taken.
 *
 * | code | meaning |
 * | --- | --- |
 * | `invalid_token` | it is no service token, or one that nobody may make: for too long, from the future |
 * | `token_expired` | its time is over |
 * | `wrong_audience` | it is for another service |
 * | `wrong_method` | it is for another operation, or for none in particular |
 * | `bad_signature` | the key of the account that it names has not signed it |
 * | `token_replayed` | it was used before |
 */
export type ServiceTokenErrorCode = ErrorCodes["ServiceTokenError"];

/** A service token that is not taken. */
export interface ServiceTokenError extends BlueskyError {
  /** What is wrong, as a stable word. */
  readonly code: ServiceTokenErrorCode;
  /** What the official servers call it, for an answer with the status 401. */
  readonly error: string;
}

/** By code, what the official servers call it. */
const NAMES: Readonly<Record<ServiceTokenErrorCode, string>> = {
  invalid_token: "BadJwt",
  token_expired: "JwtExpired",
  wrong_audience: "BadJwtAudience",
  wrong_method: "BadJwtLexiconMethod",
  bad_signature: "BadJwtSignature",
  token_replayed: "NonceNotUnique",
};

export const ServiceTokenError: ErrorKind<ServiceTokenError> = /*#__PURE__*/ errorKind({
  invalid_token: 1,
  token_expired: 1,
  wrong_audience: 1,
  wrong_method: 1,
  bad_signature: 1,
  token_replayed: 1,
});

/** Makes a `ServiceTokenError`. */
export function serviceTokenError(code: ServiceTokenErrorCode, reason: string): ServiceTokenError {
  const message = `Service token refused: ${reason}`;
  return createError<ServiceTokenError>("ServiceTokenError", { code, message, error: NAMES[code] });
}
