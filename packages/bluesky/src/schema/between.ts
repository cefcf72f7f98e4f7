import type { Context } from "./Check.ts";
import { fail } from "./fail.ts";

/** The limits of an amount. Both codes end alike: `min_length` and `max_length`, `minimum` and `maximum`. */
export function between(
  context: Context,
  value: unknown,
  amount: number,
  min: number | undefined,
  max: number | undefined,
  unit: string,
  code: "_length" | "_graphemes" | "imum",
): void {
  if (min !== undefined && amount < min) fail(context, value, `at least ${min}${unit}`, `min${code}`);
  if (max !== undefined && amount > max) fail(context, value, `at most ${max}${unit}`, `max${code}`);
}
