import type { Check, Context, RawIssue } from "./Check.ts";
import { object } from "./checks.ts";
import type { IssueCode } from "./Issue.ts";

/** Runs the check of an object and returns what it found. It never throws, whatever the value does when it is read. */
export function validate(check: Check, value: unknown, strict: boolean): readonly RawIssue[] {
  return run((root, context) => object(context, root, check), value, strict);
}

/**
 * Runs the check of anything, in two passes. The first finds out whether something is wrong, and marks the objects that
 * it is in; nearly always that is all. The second goes down into those objects only, and reads their properties
 * through a proxy: so it knows the path of what it finds, and generated code need not carry the names of properties
 * along.
 */
export function run(check: Check, value: unknown, strict: boolean): readonly RawIssue[] {
  const context: Context = { strict, failures: 0, marked: new Set(), issues: undefined, trail: [], key: undefined };
  let code: IssueCode = "unreadable";
  try {
    try {
      check(value, context);
      if (!context.failures) return [];
      context.issues = [];
      context.failures = 0;
      check(value, context);
      if (context.issues.length) return context.issues;
    } catch (error) {
      // What engines throw when the stack has run out.
      if (error instanceof RangeError) code = "depth";
    }
  } catch {} // what a hostile value throws may throw itself when it is looked at
  // It threw, or was another at the second look.
  return [{ path: [], code, expected: "readable data", value }];
}
