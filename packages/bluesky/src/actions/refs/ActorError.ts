import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why nothing was done to an account.
 *
 * | code | meaning |
 * | --- | --- |
 * | `actor_not_found` | nobody has the handle, or the AppView knows no such account |
 */
export type ActorErrorCode = ErrorCodes["ActorError"];

/** Nothing was done to an account. */
export interface ActorError extends BlueskyError {
  /** What was wrong. */
  readonly code: ActorErrorCode;
  /** The account, as it was named: its handle or DID. */
  readonly actor: string;
}

export const ActorError: ErrorKind<ActorError> = /*#__PURE__*/ errorKind({ actor_not_found: 1 });

/** Makes an `ActorError`. */
export function actorNotFound(actor: string, message: string, cause?: unknown): ActorError {
  return createError<ActorError>("ActorError", { code: "actor_not_found", message, actor, cause });
}
