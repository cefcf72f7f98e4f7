import type { DocumentLike } from "./DidResolver.ts";
import { findEntry } from "./findEntry.ts";
import { toMultikey } from "./toMultikey.ts";

/**
 * A public key of a DID document, as a multikey. Keys in the legacy forms are converted.
 *
 * @param fragment which one: `#atproto` signs repositories and tokens, `#atproto_label` labels
 */
export function getVerificationKey(document: DocumentLike, fragment: string): string | undefined {
  return findEntry(document, "verificationMethod", fragment, ({ type, publicKeyMultibase }) =>
    typeof publicKeyMultibase === "string" ? toMultikey(type, publicKeyMultibase) : undefined,
  );
}
