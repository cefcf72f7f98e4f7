import { type BlueskyError, type ErrorKind, errorKind } from "../errors/BlueskyError.ts";
import { createError } from "../errors/createError.ts";

/** The string formats of lexicons, by the names that lexicons use. */
export type StringFormat =
  | "at-identifier"
  | "at-uri"
  | "cid"
  | "datetime"
  | "did"
  | "handle"
  | "language"
  | "nsid"
  | "record-key"
  | "tid"
  | "uri";

/** A string that is not of its format. Thrown by the parsers and makers of `bluesky/syntax`. */
export interface InvalidSyntaxError extends BlueskyError {
  readonly code: "invalid_syntax";
  /** The format that was expected. */
  readonly format: StringFormat;
  /** What came, shortened to 64 characters; of anything but a string its type. */
  readonly value: string;
  /** What is wrong with it. */
  readonly reason: string;
}

export const InvalidSyntaxError: ErrorKind<InvalidSyntaxError> = /*#__PURE__*/ errorKind({ invalid_syntax: 1 });

/** Makes an `InvalidSyntaxError`. */
export function invalidSyntax(format: StringFormat, value: unknown, reason: string): InvalidSyntaxError {
  const shown = typeof value === "string" ? shorten(value) : typeof value;
  const quoted = typeof value === "string" ? JSON.stringify(shown) : `(${shown})`;
  return createError<InvalidSyntaxError>("InvalidSyntaxError", {
    code: "invalid_syntax",
    message: `Invalid ${format} ${quoted}: ${reason}`,
    format,
    value: shown,
    reason,
  });
}

function shorten(value: string): string {
  return value.length > 64 ? `${value.slice(0, 63)}…` : value;
}
