import { XrpcError } from "./XrpcError.ts";

/** The server no longer takes the session's credentials, and the session could not renew them: log in again. */
export class AuthExpiredError extends XrpcError {
  override get name(): string {
    return "AuthExpiredError";
  }
}
