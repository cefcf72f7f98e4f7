import { BlueskyError } from "../errors/BlueskyError.ts";

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

/** Thrown by the parsers and makers of `bluesky/syntax` for a string that is not of its format. */
export class InvalidSyntaxError extends BlueskyError {
  declare readonly code: "invalid_syntax";
  /** The format that was expected. */
  declare readonly format: StringFormat;
  /** What came, shortened to 64 characters; of anything but a string its type. */
  declare readonly value: string;
  /** What is wrong with it. */
  declare readonly reason: string;

  constructor(format: StringFormat, value: unknown, reason: string) {
    const shown = typeof value === "string" ? shorten(value) : typeof value;
    const quoted = typeof value === "string" ? JSON.stringify(shown) : `(${shown})`;
    super("invalid_syntax", `Invalid ${format} ${quoted}: ${reason}`, undefined, { format, value: shown, reason });
  }

  override get name(): string {
    return "InvalidSyntaxError";
  }
}

function shorten(value: string): string {
  return value.length > 64 ? `${value.slice(0, 63)}…` : value;
}
