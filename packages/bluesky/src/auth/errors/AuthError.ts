import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";
import { hideSecrets } from "../../errors/redact.ts";

/**
 * What is wrong with a session.
 *
 * | code | meaning |
 * | --- | --- |
 * | `session_expired` | its refresh token is no longer taken: log in again |
 * | `session_closed` | it was logged out, here or by another one who uses its store |
 * | `invalid_session` | a saved session that cannot be read, or tokens that cannot be sent |
 * | `invalid_service` | a server that must not get credentials: not https, or a path that leads to another origin |
 * | `account_mismatch` | a server answered a refresh with somebody else's session |
 * | `store_failed` | a store threw: the session goes on in memory |
 * | `store_nonconforming` | a store does not keep its contract, as `checkSessionStore` has found |
 */
export type AuthErrorCode = ErrorCodes["AuthError"];

/** A session that cannot be used, made or kept, or a store that cannot keep one. It never holds a token. */
export interface AuthError extends BlueskyError {
  readonly code: AuthErrorCode;
}

export const AuthError: ErrorKind<AuthError> = /*#__PURE__*/ errorKind({
  session_expired: 1,
  session_closed: 1,
  invalid_session: 1,
  invalid_service: 1,
  account_mismatch: 1,
  store_failed: 1,
  store_nonconforming: 1,
});

/** What else an `AuthError` is made of. */
export interface AuthErrorOptions {
  readonly cause?: unknown;
  /** What it must not show, in whatever form. @default what looks like a token, only */
  readonly secrets?: readonly string[] | undefined;
}

/** Makes an `AuthError`. */
export function authError(code: AuthErrorCode, message: string, options: AuthErrorOptions = {}): AuthError {
  const { cause, secrets } = options;
  return createError<AuthError>("AuthError", { code, message, cause }, secrets && hideSecrets(secrets));
}
