import type { DidDocument } from "./DidDocument.ts";

/**
 * The first valid entry of a DID document's list under an id, written in full or as a fragment alone.
 *
 * @param read what makes the result of an entry; `undefined` where the entry is not valid
 */
export function findEntry<T>(
  document: DidDocument,
  list: "service" | "verificationMethod",
  fragment: string,
  read: (entry: Record<string, unknown>) => T | undefined,
): T | undefined {
  for (const entry of [document[list]].flat()) {
    const { id } = Object(entry);
    const found = (id === fragment || id === document.id + fragment) && read(entry as Record<string, unknown>); // it has an id
    if (found) return found;
  }
  return;
}
