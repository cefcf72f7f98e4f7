/** A piece of a record or a view, of which nothing is known yet: whoever wrote it may have written anything. */
export interface Part {
  readonly $type?: unknown;
  readonly [key: string]: unknown;
}

/** A value as a piece, if it is an object. */
export function part(value: unknown): Part | undefined {
  return typeof value === "object" && value !== null ? (value as Part) : undefined; // looked at
}

/** The pieces of a value, if it is an array. */
export function list(value: unknown): Part[] {
  return Array.isArray(value) ? value.map(part).filter((item) => item !== undefined) : [];
}

/** A value, if it is a text. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
