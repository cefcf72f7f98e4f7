import { findMisfit } from "../../../data/findMisfit.ts";
import { isObject } from "../../../data/isObject.ts";
import type { Recognition } from "./Recognition.ts";
import { toStored } from "./toStored.ts";

/**
 * By what the server gives, which is the same where its CID is the same. No CID is known but those that the server says. That is
 * enough for new records, and spares the 2 kB that make CIDs.
 */
export const byValue: Recognition = {
  cidOf: async () => undefined,
  isStored: async (record, { value }) => {
    const sent = oneForm(record);
    return sent === undefined ? undefined : sent === oneForm(value);
  },
};

/** The same text of all that have the same CID; undefined of what is not of the data model. */
function oneForm(record: unknown): string | undefined {
  try {
    const stored = toStored(record);
    return findMisfit(stored) ? undefined : JSON.stringify(stored, unify);
  } catch {
    return undefined;
  }
}

/** Keys in their order, and bytes without padding. */
function unify(key: string, part: unknown): unknown {
  if (key === "$bytes") return String(part).replaceAll("=", "");
  return isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
}
