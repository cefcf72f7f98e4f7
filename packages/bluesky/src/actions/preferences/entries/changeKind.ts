import { isSame } from "./isSame.ts";
import { type Kind, understand } from "./Kind.ts";
import { mergeEntries } from "./mergeEntries.ts";
import type { Edit, PreferenceEntry } from "./PreferenceEntry.ts";

/**
 * A change of the entry of a kind. Two entries become one, what is not understood stays, and where nothing is to be changed all stays
 * as it is.
 *
 * @param change makes of the fields what they are to be. It keeps those that it does not know
 * @param isMeant which entry, of kinds that have several. @default every one
 * @throws {ValidationError} of what it makes
 */
export function changeKind<T extends object>(
  kind: Kind<T>,
  change: (value: T) => T,
  isMeant: (entry: T) => boolean = () => true,
): Edit {
  const $type = kind.schema.id;
  return (entries) => {
    const meant: (T & PreferenceEntry)[] = [];
    const others: PreferenceEntry[] = [];
    let at: number | undefined;
    for (const entry of entries) {
      const { known, rest }: ReturnType<typeof understand<T>> =
        entry.$type === $type ? understand(kind, entry) : { rest: entry };
      const isThis = known && isMeant(known);
      if (rest) others.push(rest);
      if (known && !isThis) others.push(known);
      if (!isThis) continue;
      meant.push(known);
      at = others.length;
    }
    const value: T = mergeEntries<T>(kind, meant) ?? kind.initial;
    const changed = change(value);
    if (isSame(changed, value)) return entries;
    // Without what is undefined: servers would not get it.
    const entry: PreferenceEntry = { ...JSON.parse(JSON.stringify(changed)), $type };
    kind.schema.parse(entry);
    // Where the last one was. Whoever reads the last one that is valid reads this one.
    return [...others.slice(0, at), entry, ...others.slice(at ?? others.length)];
  };
}
