import { type BlueskyError, type ErrorKind, errorKind } from "../errors/BlueskyError.ts";
import { createError } from "../errors/createError.ts";

/**
 * Something that is not of the data model. Thrown by the conversions between JSON, decoded data and DAG-CBOR, and by
 * `parseCid`.
 */
export interface InvalidDataError extends BlueskyError {
  readonly code: "invalid_data";
  /** Keys and indexes that lead to the place; empty for the value itself. */
  readonly path: readonly (string | number)[];
  /** What should have been there. */
  readonly expected: string;
  /** What was there: the value's kind, or the value if it is short. */
  readonly received: string;
}

export const InvalidDataError: ErrorKind<InvalidDataError> = /*#__PURE__*/ errorKind({ invalid_data: 1 });

/** What is wrong, where: `path` leads to it. */
export interface DataFault {
  readonly expected: string;
  readonly received: string;
  /** @default the value itself */
  readonly path?: readonly (string | number)[];
  readonly cause?: unknown;
}

/** Makes an `InvalidDataError`. */
export function invalidData({ expected, received, path = [], cause }: DataFault): InvalidDataError {
  const place = path.length > 0 ? ` at ${formatPath(path)}` : "";
  return createError<InvalidDataError>("InvalidDataError", {
    code: "invalid_data",
    message: `Invalid data${place}: expected ${expected}, received ${received}`,
    cause,
    path,
    expected,
    received,
  });
}

function formatPath(path: readonly (string | number)[]): string {
  const text = path.map((part) => `/${part}`).join("");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** A word for a value. It reads no property of it, for those may be hostile. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || value == null) return `${value}`;
  if (typeof value !== "object") return `a ${typeof value}`;
  return Array.isArray(value) ? "an array" : value instanceof Uint8Array ? "bytes" : "an object";
}
