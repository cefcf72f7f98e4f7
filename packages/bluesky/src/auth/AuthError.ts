import { BlueskyError } from "../errors/BlueskyError.ts";

/**
 * What is wrong with a session.
 *
 * | code | meaning |
 * | --- | --- |
 * | `session_expired` | its refresh token is no longer taken: log in again |
 * | `session_closed` | it was logged out, here or by another one who uses its store |
 * | `invalid_session` | a saved session that cannot be read |
 * | `invalid_identifier` | neither a handle, nor a DID, nor an e-mail address |
 * | `invalid_service` | a server that must not get credentials: not https, or a path that leads to another origin |
 * | `account_mismatch` | a server answered a refresh with somebody else's session |
 * | `store_failed` | a store threw: the session goes on in memory |
 */
export type AuthErrorCode =
  | "session_expired"
  | "session_closed"
  | "invalid_session"
  | "invalid_identifier"
  | "invalid_service"
  | "account_mismatch"
  | "store_failed";

/** A session that cannot be used, made or kept. It never holds a token. */
export class AuthError extends BlueskyError {
  declare readonly code: AuthErrorCode;

  constructor(code: AuthErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }

  override get name(): string {
    return "AuthError";
  }
}
