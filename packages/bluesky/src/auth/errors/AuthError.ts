import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";
import { hideSecrets } from "../../errors/redact.ts";

/**
 * What is wrong with a session.
 *
 * | code | meaning |
 * | --- | --- |
 * | `session_expired` | the server no longer accepts its refresh token: log in again |
 * | `session_closed` | it was logged out, here or by another program with the same store |
 * | `invalid_session` | a saved session that cannot be read, or tokens that cannot be sent |
 * | `invalid_service` | a server that must not receive credentials: it does not use https, or a path leads to another origin |
 * | `account_mismatch` | a server refreshed somebody else's session |
 * | `store_failed` | a store failed: the session carries on in memory |
 * | `store_nonconforming` | a store does not behave as sessions need it to, according to `checkSessionStore` |
 */
export type AuthErrorCode = ErrorCodes["AuthError"];

/** A session cannot be used, created or kept, or a store cannot keep one. The error never contains a token. */
export interface AuthError extends BlueskyError {
  /** What went wrong, as a stable word. */
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
