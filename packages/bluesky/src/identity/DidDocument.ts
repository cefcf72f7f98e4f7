/** A DID document, as far as the protocol reads it. Anything may be missing or malformed but the `id`. */
export interface DidDocument {
  readonly id: string;
  readonly alsoKnownAs?: unknown;
  readonly verificationMethod?: unknown;
  readonly service?: unknown;
  readonly [key: string]: unknown;
}
