import { BlueskyError } from "../errors/BlueskyError.ts";

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
 * | `aborted` | the caller's signal |
 */
export type IdentityErrorCode =
  | "invalid_identifier"
  | "unsupported_did_method"
  | "handle_not_found"
  | "handle_conflict"
  | "handle_mismatch"
  | "did_not_found"
  | "invalid_did_document"
  | "no_pds"
  | "resolution_failed"
  | "aborted";

/** A handle or DID that does not lead to an identity. */
export class IdentityError extends BlueskyError {
  declare readonly code: IdentityErrorCode;
  /** The handle or DID. */
  declare readonly identifier: string;
  /** Whether the same question may have an answer later. */
  declare readonly retryable: boolean;

  constructor(code: IdentityErrorCode, identifier: string, message: string, options?: ErrorOptions) {
    const shown = identifier.length > 300 ? `${identifier.slice(0, 300)}...` : identifier;
    super(code, `${shown}: ${message}`, options, { identifier, retryable: code === "resolution_failed" });
  }

  override get name(): string {
    return "IdentityError";
  }
}
