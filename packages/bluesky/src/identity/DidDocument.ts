/** A DID document, as far as the protocol reads it. Anything may be missing or malformed but the `id`. */
export interface DidDocument {
  /** The DID. */
  readonly id: string;
  /** Other names of the account. Those that begin with `at://` are handles. */
  readonly alsoKnownAs?: unknown;
  /** The public keys of the account. */
  readonly verificationMethod?: unknown;
  /** The servers of the account. */
  readonly service?: unknown;
  readonly [key: string]: unknown;
}
