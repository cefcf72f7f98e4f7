import { BlueskyError } from "../errors/BlueskyError.ts";

/**
 * Thrown for what is not of the data model: by the conversions between JSON, decoded data and DAG-CBOR, and by
 * `parseCid`.
 */
export class InvalidDataError extends BlueskyError {
  declare readonly code: "invalid_data";
  /** Keys and indexes that lead to the place; empty for the value itself. */
  declare readonly path: readonly (string | number)[];
  /** What should have been there. */
  declare readonly expected: string;
  /** What was there: the value's kind, or the value if it is short. */
  declare readonly received: string;

  constructor(expected: string, received: string, path: readonly (string | number)[] = [], options?: ErrorOptions) {
    const place = path.length > 0 ? ` at ${formatPath(path)}` : "";
    super("invalid_data", `Invalid data${place}: expected ${expected}, received ${received}`, options, {
      path,
      expected,
      received,
    });
  }

  override get name(): string {
    return "InvalidDataError";
  }
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
