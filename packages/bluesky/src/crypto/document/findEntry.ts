import type { DocumentLike } from "./DidResolver.ts";

/**
 * The first valid entry of a DID document's list under an id, written in full or as a fragment alone.
 *
 * @param read what makes the result of an entry; `undefined` where the entry is not valid
 */
export function findEntry<T>(
  document: DocumentLike,
  list: "service" | "verificationMethod",
  fragment: string,
  read: (entry: Record<string, unknown>) => T | undefined,
): T | undefined {
  const entries: unknown = document[list];
  for (const entry of Array.isArray(entries) ? entries : []) {
    const found = [fragment, document.id + fragment].includes(entry?.id) && read(entry);
    if (found) return found;
  }
  return;
}
