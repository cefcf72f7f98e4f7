import { getVerificationKey } from "../crypto/document/getVerificationKey.ts";
import type { DidDocument } from "./DidDocument.ts";

/**
 * The public key that signs the account's repository and service tokens, as a multibase string: the part after
 * `did:key:`. Keys in the legacy forms are converted. `undefined` if the document has no such key.
 *
 * @example
 * ```ts
 * getSigningKey(document); // "zQ3shQo6TF2moaqMTrUZEM1jeuYRQXeHEx4evX9751y2qPqRA"
 * ```
 * @see https://atproto.com/specs/cryptography#public-key-encoding
 */
export function getSigningKey(document: DidDocument): string | undefined {
  return getVerificationKey(document, "#atproto");
}
