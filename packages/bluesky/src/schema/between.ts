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
  // What is compared with undefined is neither less nor more.
  if (amount < (min as number)) fail(context, value, `at least ${min}${unit}`, `min${code}`);
  if (amount > (max as number)) fail(context, value, `at most ${max}${unit}`, `max${code}`);
}
