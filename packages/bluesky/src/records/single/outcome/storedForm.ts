import { findMisfit } from "../../../data/findMisfit.ts";
import { isObject } from "../../../data/isObject.ts";
import { toStored } from "./toStored.ts";

/** The same text of all records that have the same CID once they are stored; undefined of what is not of the data model. */
export function storedForm(record: unknown): string | undefined {
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
