import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { Issue } from "./Issue.ts";

/**
 * A value that does not fit its schema. `issues` lists everything that is wrong with it.
 *
 * @example
 * ```ts
 * try { Post.parse(value) } catch (error) {
 *   if (error instanceof ValidationError) for (const issue of error.issues) console.log(issue.message);
 * }
 * ```
 */
export interface ValidationError extends BlueskyError {
  readonly code: "validation_failed";
  /** The schema: an NSID, with `#name` for a definition that is not its document's main one. */
  readonly schema: string;
  /** Everything that is wrong with the value. */
  readonly issues: readonly Issue[];
}

export const ValidationError: ErrorKind<ValidationError> = /*#__PURE__*/ errorKind({ validation_failed: 1 });

/** Makes a `ValidationError`. */
export function validationError(schema: string, issues: readonly Issue[]): ValidationError {
  return createError<ValidationError>("ValidationError", {
    code: "validation_failed",
    message: `${schema}: ${summarize(issues)}`,
    schema,
    issues,
  });
}

/** The first issues, and how many more there are. */
export function summarize(issues: readonly Issue[]): string {
  const shown = issues.slice(0, 3).map(({ message }) => message);
  const more = issues.length - 3;
  return shown.join("; ") + (more > 0 ? `; ${more} more` : "");
}
