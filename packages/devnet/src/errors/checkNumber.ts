import { invalidOption } from "./DevnetError.ts";

/** What numbers an option takes. Every one has to be finite. */
export interface NumberRange {
  min?: number;
  max?: number;
  /** Whether it must be whole. */
  whole?: boolean;
  unit?: string;
}

/**
 * The number itself, if it is one that the option takes.
 *
 * @throws {DevnetError} `invalid_option`
 */
export function checkNumber(where: string, value: number, range: NumberRange = {}): number {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole = false, unit } = range;
  const right = typeof value === "number" && Number.isFinite(value) && value >= min && value <= max;
  if (right && (!whole || Number.isInteger(value))) return value;
  const limits = [
    ...(Number.isFinite(min) ? [`at least ${min}`] : []),
    ...(Number.isFinite(max) ? [`at most ${max}`] : []),
  ].join(", ");
  const kind = `a ${whole ? "whole " : ""}number${unit === undefined ? "" : ` of ${unit}`}`;
  throw invalidOption(where, limits === "" ? kind : `${kind}, ${limits}`, value);
}
