import type { IssueCode } from "../issues/Issue.ts";
import { toIssue } from "../issues/toIssue.ts";
import type { Context } from "./Check.ts";

/** More failures than anyone reads: no more are recorded, and loops over items end there. */
export const MAX_FAILURES = 1000;

/** Counts a failure, and in the second pass records it under the property that was read last. */
export function fail(context: Context, value: unknown, expected: string, code: IssueCode = "type"): void {
  if (context.failures++ >= MAX_FAILURES) return;
  context.issues?.push(
    toIssue(
      // The first key is that of the root, which has none; all others are defined.
      [...context.trail, context.key].slice(1) as (string | number)[],
      // A missing value is that, whatever else was asked of it.
      value === undefined ? "required" : code,
      expected,
      value,
    ),
  );
}

/** The two codes of a limit: what is below it, and what is above. */
type LimitCodes = readonly [below: IssueCode, above: IssueCode];

export const RANGE: LimitCodes = ["minimum", "maximum"];
export const LENGTH: LimitCodes = ["min_length", "max_length"];
export const GRAPHEMES: LimitCodes = ["min_graphemes", "max_graphemes"];

/** Holds an amount to its limits, where there are any. */
export function between(
  context: Context,
  value: unknown,
  amount: number,
  min: number | undefined,
  max: number | undefined,
  unit: string,
  [below, above]: LimitCodes,
): void {
  if (min !== undefined && amount < min) fail(context, value, `at least ${min}${unit}`, below);
  if (max !== undefined && amount > max) fail(context, value, `at most ${max}${unit}`, above);
}
