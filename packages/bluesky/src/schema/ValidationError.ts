import { BlueskyError } from "../errors/BlueskyError.ts";
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
export class ValidationError extends BlueskyError {
  /** The schema: an NSID, with `#name` for a definition that is not its document's main one. */
  readonly schema: string;
  readonly issues: readonly Issue[];

  constructor(schema: string, issues: readonly Issue[]) {
    const more = issues.length - 3;
    const shown = issues.slice(0, 3).map((issue) => issue.message);
    if (more > 0) shown.push(`and ${more} more`);
    super("validation_failed", `${schema}: ${shown.join("; ")}`);
    this.schema = schema;
    this.issues = issues;
  }

  override get name(): string {
    return "ValidationError";
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), schema: this.schema, issues: this.issues };
  }
}
