import { type BlueskyError, type ErrorKind, errorKind } from "../errors/BlueskyError.ts";
import { createError } from "../errors/createError.ts";
import type { ErrorCodes } from "../errors/ErrorCodes.ts";

/**
 * Why an identity could not be had.
 *
 * | code | meaning |
 * | --- | --- |
 * | `invalid_identifier` | neither a handle nor a DID by syntax |
 * | `unsupported_did_method` | a DID that is neither `did:plc` nor a `did:web` of a host |
 * | `handle_not_found` | the handle resolves to nothing, or never can (`.invalid`, `.local` ...) |
 * | `handle_conflict` | DNS names two DIDs for the handle |
 * | `handle_mismatch` | the handle's DID is of an account that goes by another handle |
 * | `did_not_found` | there is no document of this DID (any more) |
 * | `invalid_did_document` | the document is another DID's, or not a document |
 * | `no_pds` | the document names no server for the account's repository, or none that may be called |
 * | `resolution_failed` | nobody could be asked: the network, a time limit, a server's fault. Worth trying again |
 */
export type IdentityErrorCode = ErrorCodes["IdentityError"];

/** A handle or DID that does not lead to an identity. */
export interface IdentityError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: IdentityErrorCode;
  /** The handle or DID. */
  readonly identifier: string;
  /** Whether the same question may have an answer later. */
  readonly retryable: boolean;
}

export const IdentityError: ErrorKind<IdentityError> = /*#__PURE__*/ errorKind({
  invalid_identifier: 1,
  unsupported_did_method: 1,
  handle_not_found: 1,
  handle_conflict: 1,
  handle_mismatch: 1,
  did_not_found: 1,
  invalid_did_document: 1,
  no_pds: 1,
  resolution_failed: 1,
});

/** Makes an `IdentityError`. */
export function identityError(
  code: IdentityErrorCode,
  identifier: string,
  reason: string,
  options: ErrorOptions = {},
): IdentityError {
  const given = String(identifier); // programs without types give anything
  const shown = given.length > 300 ? `${given.slice(0, 300)}...` : given;
  const retryable = code === "resolution_failed";
  const message = `${shown}: ${reason}`;
  return createError<IdentityError>("IdentityError", { code, message, ...options, identifier: given, retryable });
}
