import type { Schema } from "../../../schema/Schema.ts";
import type { PreferenceEntry } from "./PreferenceEntry.ts";

/** A kind of stored preference that is understood. */
export interface Kind<T extends object> {
  /** Its schema, whose `id` is the `$type` of its entries. */
  readonly schema: Schema<T>;
  /** The fields that are lists of things of their own: of two entries, both lists count. Of all other fields the last one does. */
  readonly lists?: readonly (keyof T & string)[];
  /** What is so where nothing is stored. */
  readonly initial: T;
}

/** An entry of a kind, taken apart. */
export interface Parts<T> {
  /** What is understood. */
  readonly known?: (T & PreferenceEntry) | undefined;
  /** What is not. It is kept. */
  readonly rest?: PreferenceEntry | undefined;
}

/**
 * Takes an entry of a kind apart. One bad item of a list costs that item. What is bad is kept in an entry of its own: programs that
 * hold each entry to the lexicon read the good one then.
 */
export function understand<T extends object>({ schema, lists = [] }: Kind<T>, entry: PreferenceEntry): Parts<T> {
  const fits = (value: PreferenceEntry): value is T & PreferenceEntry => schema.is(value, { level: "strict" });
  if (fits(entry)) return { known: entry };
  const good: Record<string, unknown[]> = {};
  const bad: Record<string, unknown[]> = {};
  const without = { ...entry, ...Object.fromEntries(lists.map((field) => [field, []])) };
  for (const field of lists) {
    const items = entry[field];
    if (!Array.isArray(items)) continue;
    const isGood = (item: unknown): boolean => fits({ ...without, [field]: [item] });
    good[field] = items.filter(isGood);
    bad[field] = items.filter((item) => !isGood(item));
  }
  if (Object.values(good).every(({ length }) => length === 0)) return { rest: entry };
  const known: PreferenceEntry = { ...entry, ...good };
  return fits(known) ? { known, rest: { $type: entry.$type, ...bad } } : { rest: entry };
}
