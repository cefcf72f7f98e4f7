import { describe } from "./InvalidDataError.ts";
import { MAX_NESTING } from "./limits.ts";
import { Misfit, misfitOf } from "./Misfit.ts";
import {
  checkEntries,
  checkKey,
  checkNesting,
  checkPlain,
  checkText,
  checkType,
  keysOf,
  linkOrBytes,
} from "./plainMap.ts";

/**
 * Finds what is not of the data model in a value that is to be sent as JSON, whatever its lexicon says of it: fractions,
 * dates and other instances of classes, half a surrogate pair, links and bytes and blobs that are not valid. JSON would
 * change it on the way, or a server would refuse it. A property that is `undefined` is left out of JSON, and so is right.
 *
 * @param nesting how many containers may be one in another; beyond what the stack holds a RangeError is thrown
 * @returns what is wrong first, and where
 * @see https://atproto.com/specs/data-model
 */
export function findMisfit(value: unknown, nesting: number = MAX_NESTING): Misfit | undefined {
  const path: (string | number)[] = [];
  try {
    check(value, path, nesting);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const misfit = misfitOf(error);
    misfit.path.unshift(...path);
    return misfit;
  }
}

/** Throws with the path leading to what is wrong. */
function check(value: unknown, path: (string | number)[], nesting: number): void {
  if (value === null || typeof value === "boolean" || Number.isSafeInteger(value)) return;
  if (typeof value === "string") checkText(value);
  else if (typeof value === "number") throw new Misfit("an integer within 2^53", describe(value));
  else if (typeof value !== "object") throw new Misfit("data", describe(value));
  else if (Array.isArray(value)) checkItems(value, path, nesting);
  else checkObject(value, path, nesting);
}

function checkObject(value: object, path: (string | number)[], nesting: number): void {
  checkPlain(value);
  const keys = keysOf(value);
  if (linkOrBytes(value, keys)) return;
  checkNesting(path.length, nesting);
  checkType(value);
  for (const key of keys) {
    path.push(key);
    checkKey(key);
    check(value[key], path, nesting);
    path.pop();
  }
}

function checkItems(items: unknown[], path: (string | number)[], nesting: number): void {
  checkNesting(path.length, nesting);
  checkEntries(items.length);
  for (let i = 0; i < items.length; i++) {
    path.push(i);
    check(items[i], path, nesting);
    path.pop();
  }
}
