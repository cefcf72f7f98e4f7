import type { JetstreamEntry } from "./JetstreamEntry.ts";

/** What a consumer wants to have. */
export interface Wanted {
  readonly collections: readonly string[];
  readonly dids: ReadonlySet<string>;
  /** Without any: all. */
  readonly kinds: readonly string[];
  /** Larger messages are left out. 0: none is. */
  readonly maxBytes: number;
}

/** Texts of any origin, as a filter. Throws a TypeError about what is wrong. */
export function readWanted(
  names: { collections: string; dids: string },
  given: { collections: readonly unknown[]; dids: readonly unknown[]; kinds?: readonly string[]; maxBytes: number },
): Wanted {
  const { kinds = [], maxBytes } = given;
  const collections = [...new Set(given.collections)].map((text) => {
    if (typeof text === "string" && /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*\.(\*|[a-zA-Z][a-zA-Z0-9]*)$/.test(text))
      return text;
    throw new TypeError(`${names.collections}: ${String(text)} is no NSID, nor the beginning of one`);
  });
  const dids = [...new Set(given.dids)].map((text) => {
    if (typeof text === "string" && /^did:[a-z]+:[\w.:%-]+$/.test(text)) return text;
    throw new TypeError(`${names.dids}: ${String(text)} is no DID`);
  });
  if (collections.length > 100) throw new TypeError(`${names.collections}: more than 100`);
  if (dids.length > 10_000) throw new TypeError(`${names.dids}: more than 10,000`);
  return { collections, dids: new Set(dids), kinds, maxBytes };
}

/** Whether somebody wants an event. Those that are of no collection pass the filter by collection. */
export function isWanted(
  { event }: JetstreamEntry,
  size: number,
  { collections, dids, kinds, maxBytes }: Wanted,
): boolean {
  if (maxBytes > 0 && size > maxBytes) return false;
  if (kinds.length > 0 && !kinds.includes(event.kind)) return false;
  if (dids.size > 0 && !dids.has(event.did ?? "")) return false;
  const [collection] = event.collections;
  if (collections.length === 0 || collection === undefined) return true;
  return collections.some((one) => (one.endsWith(".*") ? collection.startsWith(one.slice(0, -1)) : one === collection));
}
