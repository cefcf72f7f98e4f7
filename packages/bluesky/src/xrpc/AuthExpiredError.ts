import { type ErrorKind, errorKind } from "../errors/errorKind.ts";
import type { XrpcError } from "./XrpcError.ts";

/** The server no longer takes the session's credentials, and the session could not renew them: log in again. */
export interface AuthExpiredError extends XrpcError {
  readonly code: "auth_expired";
}

export const AuthExpiredError: ErrorKind<AuthExpiredError> = /*#__PURE__*/ errorKind("auth_expired");
