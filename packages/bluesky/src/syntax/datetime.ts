import { invalidSyntax } from "./InvalidSyntaxError.ts";

/** A datetime as written in records: `2026-01-31T12:00:00.000Z`. */
export type Datetime = `${string}-${string}-${string}T${string}:${string}:${string}`;

// At module level, as in did.ts.
const USUAL = /^[1-8]\d\d\d-(?:0[1-9]|1[012])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d\d\dZ$/;
const WRITTEN =
  /^\d{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|(?!-00:00)[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a date `YYYY-MM-DD` that has a possible month and a day up to 31 is one of the calendar. */
function isDay(date: string): boolean {
  // Engines refuse 30 February or take it for a day in March; either way the day of the month is not 30.
  return new Date(date).getUTCDate() === +date.slice(8);
}

/**
 * Whether a value is a datetime as lexicons define it: date and time to the second at least, `T` and `Z` in upper case
 * or an offset (not `-00:00`), at most 64 characters. Days that the calendar does not have
 * and leap seconds are refused.
 *
 * @see https://atproto.com/specs/lexicon#datetime
 */
export function isDatetime(value: unknown): value is Datetime {
  return (
    typeof value === "string" &&
    // What JavaScript writes, on a day that every month has: nearly all.
    (USUAL.test(value) ||
      (value.length < 65 &&
        WRITTEN.test(value) &&
        isDay(value.slice(0, 10)) &&
        // An offset can lead out of the years that there are.
        /^\d{4}-/.test(toUtc(value))))
  );
}

/** The moment in UTC: a year beyond four digits has a sign. */
function toUtc(datetime: string): string {
  const date = new Date(datetime);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** The moment it is, for `createdAt`. */
export function now(): Datetime {
  return new Date().toISOString() as Datetime; // the present has a year of four digits
}

/**
 * Converts a `Date` or a string to a datetime in UTC with milliseconds, so that the results sort by time. A string
 * without a time zone is taken as UTC, so that the result is the same on every machine. Digits beyond milliseconds are
 * cut off, so do not use this on data that is hashed.
 *
 * @throws {InvalidSyntaxError} if it is not a datetime, is a day that the calendar does not have, or lies outside the
 *   years 0000 to 9999
 * @example
 * ```ts
 * normalizeDatetime("2026-01-31T12:00:00+02:00"); // "2026-01-31T10:00:00.000Z"
 * normalizeDatetime("2026-01-31");                // "2026-01-31T00:00:00.000Z"
 * normalizeDatetime(new Date(0));                 // "1970-01-01T00:00:00.000Z"
 * ```
 */
export function normalizeDatetime(input: string | Date): Datetime {
  const date = typeof input === "string" ? parseDate(input.trim()) : input;
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year < 10000)) {
    throw invalidSyntax(
      "datetime",
      typeof input === "string" ? input : String(input),
      "expected a date in the years 0000 to 9999, as in 2026-01-31T12:00:00.000Z",
    );
  }
  return date.toISOString() as Datetime; // the year has four digits
}

function parseDate(text: string): Date {
  if (text.length > 128 || (/^\d{4}-\d\d-\d\d/.test(text) && !isDay(text.slice(0, 10)))) return new Date(Number.NaN);
  // An offset, Z, or the abbreviation of a zone. A date has hyphens too, but no sign before four digits at its end.
  if (/(?:[+-]\d\d:?\d\d|\dZ|\b[A-Z]{3,4})(?: ?\([^()]*\))?$/.test(text) && !/^\d+-\d\d-?\d\d$/.test(text)) {
    return new Date(text);
  }
  const date = new Date(`${text}Z`);
  return Number.isNaN(date.getTime()) ? new Date(`${text} UTC`) : date;
}
