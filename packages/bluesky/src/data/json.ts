import { type Bytes, fromBytes, toBytes } from "./bytes.ts";
import type { DataValue, JsonValue } from "./dataValue.ts";
import { describe } from "./InvalidDataError.ts";
import { attempt, Misfit, within } from "./Misfit.ts";
import {
  checkEntries,
  checkKey,
  checkNesting,
  checkPlain,
  checkText,
  checkType,
  keysOf,
  linkOrBytes,
  type PlainMap,
  setOwn,
} from "./plainMap.ts";

/**
 * Converts the JSON form of the data model to the decoded form: `{ $bytes }` becomes a `Uint8Array`. Everything else is
 * copied as it is. Properties that are `undefined` are left out.
 *
 * @throws {InvalidDataError} if it does not fit the data model (a fraction, a number beyond 2^53, a link or bytes that
 *   are not valid, an object that is not plain) or exceeds its limits
 */
export function jsonToData(json: JsonValue): DataValue {
  // Bytes become Uint8Arrays, so that what comes out is data.
  return attempt(() => convert(json, { ofBytes: toBytes, checkMap: checkType }, 0) as DataValue);
}

/**
 * Converts the decoded form of the data model to the JSON form, which can be stored or sent as JSON: a `Uint8Array`
 * becomes `{ $bytes }`. The inverse of {@link jsonToData}.
 *
 * @throws {InvalidDataError} as {@link jsonToData} does
 */
export function dataToJson(data: DataValue): JsonValue {
  // Bytes become Bytes, so that what comes out is JSON.
  return attempt(() => convert(data, { ofBytes: (bytes) => bytes, checkMap: () => {} }, 0) as JsonValue);
}

type Copy = DataValue | Bytes;

/** What the two directions differ in. What was decoded may be of anybody: its `$type`s are not judged. */
interface Direction {
  ofBytes(bytes: Bytes): Copy;
  checkMap(map: PlainMap): void;
}

function convert(value: unknown, direction: Direction, depth: number): Copy {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") {
    checkText(value);
    return value;
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Misfit("an integer within 2^53", describe(value));
    return value;
  }
  if (typeof value !== "object") throw new Misfit("data", describe(value));
  if (value instanceof Uint8Array) return direction.ofBytes(fromBytes(value));
  if (Array.isArray(value)) return convertArray(value, direction, depth);
  checkPlain(value);
  const keys = keysOf(value);
  const special = linkOrBytes(value, keys);
  if (special !== undefined) return "$bytes" in special ? direction.ofBytes(special) : special;
  checkNesting(depth);
  direction.checkMap(value);
  const copy: { [key: string]: Copy } = {};
  for (const key of keys) {
    try {
      checkKey(key);
      setOwn(copy, key, convert(value[key], direction, depth + 1));
    } catch (error) {
      throw within(error, key);
    }
  }
  return copy as DataValue; // a map of what may stand in one
}

function convertArray(array: unknown[], direction: Direction, depth: number): Copy {
  checkNesting(depth);
  checkEntries(array.length);
  const copy: Copy[] = [];
  for (let i = 0; i < array.length; i++) {
    try {
      copy.push(convert(array[i], direction, depth + 1));
    } catch (error) {
      throw within(error, i);
    }
  }
  return copy as DataValue; // an array of what may stand in one
}
