import { type Kind, understand } from "./Kind.ts";
import { mergeEntries } from "./mergeEntries.ts";
import type { PreferenceEntries, PreferenceEntry } from "./PreferenceEntry.ts";

/** The entries of a kind, as far as they are understood. */
export function readEntries<T extends object>(entries: PreferenceEntries, kind: Kind<T>): (T & PreferenceEntry)[] {
  return entries
    .filter(({ $type }) => $type === kind.schema.id)
    .flatMap((entry) => understand(kind, entry).known ?? []);
}

/** What is stored of a kind that there is one entry of, or what is so without one. */
export function readKind<T extends object>(entries: PreferenceEntries, kind: Kind<T>): T {
  return mergeEntries<T>(kind, readEntries(entries, kind)) ?? kind.initial;
}
