import type { Check, RawIssue } from "./Check.ts";
import type { Issue } from "./Issue.ts";
import type { StandardProps, StandardSchema } from "./StandardSchema.ts";
import { toIssues } from "./toIssues.ts";
import { ValidationError } from "./ValidationError.ts";
import { run, validate } from "./validate.ts";

/**
 * How much is checked. `shape`: types, required properties, unions, enums. `strict`: the shape, and every format,
 * length, range and media type.
 */
export type Level = "shape" | "strict";

export interface ValidateOptions {
  /** @default "strict" for `parse` and `safeParse`, "shape" for `is` */
  level?: Level | undefined;
}

export type SafeParseResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * A compiled schema: the value that goes by the same name as its type. It also is a Standard Schema
 * (https://standardschema.dev), at the strict level.
 */
export interface Schema<T> extends StandardSchema<T> {
  /** The NSID of the document, with `#name` for a definition that is not its main one. */
  readonly id: string;
  /**
   * Whether a value has this type. Unlike `parse` it asks for the shape only unless told otherwise: real data
   * on an open network bends formats and limits, and a type says nothing of either.
   */
  is(value: unknown, options?: ValidateOptions): value is T;
  /** Returns the very value it is given. @throws {ValidationError} with every issue, where the value does not fit */
  parse(value: unknown, options?: ValidateOptions): T;
  /** As `parse`, but never throws. */
  safeParse(value: unknown, options?: ValidateOptions): SafeParseResult<T>;
  /** The compiled check, for generated code. */
  readonly "~check": Check;
}

export class CompiledSchema<T> implements Schema<T> {
  readonly id: string;
  readonly "~check": Check;

  constructor(id: string, check: Check) {
    this.id = id;
    this["~check"] = check;
  }

  is(value: unknown, options?: ValidateOptions): value is T {
    return this.issues(value, options?.level === "strict").length === 0;
  }

  parse(value: unknown, options?: ValidateOptions): T {
    const result = this.safeParse(value, options);
    if (result.ok) return result.value;
    throw new ValidationError(this.id, result.issues);
  }

  safeParse(value: unknown, options?: ValidateOptions): SafeParseResult<T> {
    const issues = this.issues(value, options?.level !== "shape");
    // The check is what makes the value a T.
    return issues.length === 0 ? { ok: true, value: value as T } : { ok: false, issues: toIssues(issues) };
  }

  get "~standard"(): StandardProps<T> {
    return {
      version: 1,
      vendor: "bluesky",
      validate: (value) => {
        const result = this.safeParse(value);
        return result.ok ? { value: result.value } : { issues: result.issues };
      },
    };
  }

  protected issues(value: unknown, strict: boolean): readonly RawIssue[] {
    return validate(this["~check"], value, strict, this.id);
  }
}

class BodySchema<T> extends CompiledSchema<T> {
  protected override issues(value: unknown, strict: boolean): readonly RawIssue[] {
    return validate(this["~check"], value, strict);
  }
}

/** The schema of what is no object. */
export class ValueSchema<T> extends CompiledSchema<T> {
  protected override issues(value: unknown, strict: boolean): readonly RawIssue[] {
    return run(this["~check"], value, strict);
  }
}

/** Makes the schema of an object: its `$type`, where it has one, must be the id. For generated code. */
export function schema<T>(id: string, check: Check): Schema<T> {
  return new CompiledSchema<T>(id, check);
}

/** Makes the schema of an operation's parameters, input or output. For generated code. */
export function bodySchema<T>(id: string, check: Check): Schema<T> {
  return new BodySchema<T>(id, check);
}

/** Makes the schema of a string, an array and whatever else is no object. For generated code. */
export function valueSchema<T>(id: string, check: Check): Schema<T> {
  return new ValueSchema<T>(id, check);
}
