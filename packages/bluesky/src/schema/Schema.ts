import type { Check } from "./checks/Check.ts";
import { checkData } from "./checks/checkData.ts";
import { object } from "./checks/checks.ts";
import { fail } from "./checks/fail.ts";
import { validate, type WholeCheck } from "./checks/validate.ts";
import type { Issue } from "./issues/Issue.ts";
import { validationError } from "./issues/ValidationError.ts";
import type { StandardSchema } from "./StandardSchema.ts";

/**
 * How much is checked. `shape`: types, required properties, unions, enums. `strict`: the shape, and every format,
 * length, range and media type.
 */
export type Level = "shape" | "strict";

/** How much a value is held to. */
export interface ValidateOptions {
  /** @default "strict" for `parse` and `safeParse`, "shape" for `is` */
  level?: Level | undefined;
}

/** What `safeParse` returns: the value itself, or everything that is wrong with it. */
export type SafeParseResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * A compiled schema: the value that has the same name as its type. It is also a Standard Schema
 * (https://standardschema.dev), at the strict level.
 */
export interface Schema<T> extends StandardSchema<T> {
  /** The NSID of the document, with `#name` for a definition that is not its main one. */
  readonly id: string;
  /**
   * Whether a value has this type. Unlike `parse`, it checks only the shape by default: real data on an open network
   * breaks formats and limits, and a type says nothing about either.
   */
  is(value: unknown, options?: ValidateOptions): value is T;
  /** Returns the value itself, not a copy. @throws {ValidationError} with every issue, if the value does not fit */
  parse(value: unknown, options?: ValidateOptions): T;
  /** Like `parse`, but never throws. */
  safeParse(value: unknown, options?: ValidateOptions): SafeParseResult<T>;
  /** The compiled check, of an object what it checks of its properties. For generated code. */
  readonly "~check": Check;
}

/** Makes the schema of a string, an array and whatever else is no object. For generated code. */
export function valueSchema<T>(
  id: string,
  check: Check,
  inner: Check = check,
  checkWhole?: WholeCheck | undefined,
): Schema<T> {
  const safeParse = (value: unknown, options?: ValidateOptions): SafeParseResult<T> => {
    const issues = validate(check, value, options?.level !== "shape", checkWhole);
    // The check is what makes the value a T.
    return issues.length ? { ok: false, issues } : { ok: true, value: value as T };
  };
  return {
    id,
    "~check": inner,
    safeParse,
    is: (value, options): value is T => safeParse(value, { level: options?.level ?? "shape" }).ok,
    parse(value, options) {
      const result = safeParse(value, options);
      if (result.ok) return result.value;
      throw validationError(id, result.issues);
    },
    "~standard": { version: 1, vendor: "bluesky", validate: (value) => safeParse(value) },
  };
}

/** Makes the schema of an operation's parameters or output, and of unions. For generated code. */
export function bodySchema<T>(id: string, check: Check, checkWhole?: WholeCheck | undefined): Schema<T> {
  return valueSchema<T>(id, (value, context) => object(context, value, check), check, checkWhole);
}

/** Makes the schema of a procedure's input: of what is sent all is held to the data model. For generated code. */
export function inputSchema<T>(id: string, check: Check): Schema<T> {
  return bodySchema<T>(id, check, checkData);
}

/** Makes the schema of a definition: its `$type`, where it has one, must be the id. For generated code. */
export function schema<T>(id: string, check: Check, checkWhole: WholeCheck = checkData): Schema<T> {
  const checkNamed: Check = (value, context) => {
    check(value, context);
    const named = value.$type;
    if (named !== undefined && named !== id) fail(context, named, JSON.stringify(id), "variant");
  };
  return bodySchema<T>(id, checkNamed, checkWhole);
}
