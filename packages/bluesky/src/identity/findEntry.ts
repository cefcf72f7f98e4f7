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
  const entries = document[list];
  if (!Array.isArray(entries)) return;
  for (const entry of entries as unknown[]) {
    if (typeof entry !== "object" || entry === null) continue;
    const { id } = entry as { id?: unknown };
    if (id !== fragment && id !== document.id + fragment) continue;
    // An object: just checked.
    const found = read(entry as Record<string, unknown>);
    if (found !== undefined) return found;
  }
  return;
}
