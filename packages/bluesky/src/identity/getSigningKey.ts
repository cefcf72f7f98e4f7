import type { DidDocument } from "./DidDocument.ts";
import { findEntry } from "./findEntry.ts";
import { toMultikey } from "./toMultikey.ts";

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
  return findEntry(document, "verificationMethod", "#atproto", ({ type, publicKeyMultibase }) =>
    typeof publicKeyMultibase === "string" ? toMultikey(type, publicKeyMultibase) : undefined,
  );
}
