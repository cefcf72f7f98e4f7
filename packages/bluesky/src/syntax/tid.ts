import type { Checked } from "./checked.ts";
import { invalidSyntax } from "./InvalidSyntaxError.ts";

/** A timestamp identifier of 13 characters, the usual record key: `3jzfcijpj2z2a`. TIDs sort by time. */
export type Tid = Checked<"tid">;

/** What a TID is made of. */
export interface TidParts {
  /** Microseconds since 1970. */
  timestamp: number;
  /** 0 to 1023: tells apart those who make TIDs at the same time. */
  clockId: number;
}

const ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";

/**
 * Whether a value is a TID by syntax.
 *
 * @see https://atproto.com/specs/tid
 */
export function isTid(value: unknown): value is Tid {
  return typeof value === "string" && value.length === 13 && /^[2-7a-j][2-7a-z]+$/.test(value);
}

/**
 * Takes a TID apart.
 *
 * @throws {InvalidSyntaxError} if it is not a TID, or one of a moment that has no exact number of microseconds in
 *   JavaScript, which is beyond the year 2255
 * @example
 * ```ts
 * new Date(parseTid("3jzfcijpj2z2a").timestamp / 1000); // 2023-06-30T15:03:01.887Z
 * ```
 */
export function parseTid(tid: string): TidParts {
  if (!isTid(tid)) throw invalidSyntax("tid", tid, "expected 13 characters of 2-7 and a-z, as in 3jzfcijpj2z2a");
  const timestamp = decode(tid.slice(0, 11));
  if (!Number.isSafeInteger(timestamp)) throw invalidSyntax("tid", tid, "its moment is beyond the year 2255");
  return { timestamp, clockId: decode(tid.slice(11)) };
}

/**
 * Builds a TID from its parts. The inverse of {@link parseTid}.
 *
 * @throws {InvalidSyntaxError} if a part is not an integer in its range
 */
export function formatTid(parts: TidParts): Tid {
  const { timestamp, clockId } = parts;
  if (
    !(Number.isSafeInteger(timestamp) && timestamp >= 0 && Number.isInteger(clockId) && clockId >= 0 && clockId < 1024)
  ) {
    throw invalidSyntax(
      "tid",
      `${timestamp}, ${clockId}`,
      "expected a timestamp in whole microseconds since 1970 and a clock id of 0 to 1023",
    );
  }
  return (encode(timestamp, 11) + encode(clockId, 2)) as Tid; // it is one by construction
}

/** Options of {@link tidFromDate}. */
export interface TidOptions {
  /** 0 to 1023: tells apart those who make TIDs of the same moment. @default 0 */
  readonly clockId?: number | undefined;
}

/**
 * The smallest TID of a point in time: TIDs made at or after that time sort at or after it. With a clock id, it can
 * serve as the key of a record from the past.
 *
 * @throws {InvalidSyntaxError} if the date is not valid, before 1970 or beyond the year 2255
 * @example
 * ```ts
 * tidFromDate(new Date("2026-01-31T00:00:00Z")); // "3mdoj4pv22222"
 * ```
 */
export function tidFromDate(date: Date, { clockId = 0 }: TidOptions = {}): Tid {
  return formatTid({ timestamp: date.getTime() * 1000, clockId });
}

let lastTimestamp = 0;
let ownClockId = -1;

/**
 * Returns a new TID, greater than all that this function has returned before, even if calls overlap or the clock is set
 * back. The clock id and the microseconds, which clocks do not provide, are chosen at random on the first call, so two
 * processes hardly ever produce the same TID.
 */
export function nextTid(): Tid {
  if (ownClockId < 0) ownClockId = Math.floor(Math.random() * 1024);
  const present = Date.now() * 1000;
  lastTimestamp = present > lastTimestamp ? present + Math.floor(Math.random() * 500) : lastTimestamp + 1;
  return (encode(lastTimestamp, 11) + encode(ownClockId, 2)) as Tid; // it is one by construction
}

function encode(value: number, length: number): string {
  let text = "";
  // Not by shifts, which would cut the number to 32 bits.
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) {
    const digit = rest % 32;
    // "2" to "7", then "a" to "z".
    text = String.fromCharCode(digit + (digit < 6 ? 50 : 91)) + text;
  }
  return text;
}

function decode(text: string): number {
  let value = 0;
  for (const c of text) value = value * 32 + ALPHABET.indexOf(c);
  return value;
}
