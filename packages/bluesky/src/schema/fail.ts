import type { Context } from "./Check.ts";
import type { IssueCode } from "./Issue.ts";
import { toIssue } from "./toIssue.ts";

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
