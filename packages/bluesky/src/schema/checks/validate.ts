import type { Issue, IssueCode } from "../issues/Issue.ts";
import { toIssue } from "../issues/toIssue.ts";
import type { Check, Context } from "./Check.ts";

/** What a check finds wrong with a whole value, beyond what its lexicon says. */
export type WholeCheck = (value: unknown) => Issue | undefined;

/**
 * Runs the check of anything and returns what it found. It never throws, whatever the value does when it is read.
 *
 * It takes two passes. The first finds out whether something is wrong, and marks the objects that it is in; nearly always
 * that is all. The second goes down into those objects only, and reads their properties through a proxy: so it knows the
 * path of what it finds, and generated code need not carry the names of properties along.
 *
 * @param checkWhole looks at what passes at the strict level once more
 */
export function validate(
  check: Check,
  value: unknown,
  strict: boolean,
  checkWhole?: WholeCheck | undefined,
): readonly Issue[] {
  const context: Context = { strict, failures: 0, marked: new Set(), trail: [], key: undefined };
  let code: IssueCode = "unreadable";
  try {
    try {
      check(value, context);
      if (!context.failures) {
        const whole = strict && checkWhole?.(value);
        return whole ? [whole] : [];
      }
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
  return [toIssue([], code, "readable data", value)];
}
