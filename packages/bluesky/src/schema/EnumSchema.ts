import type { Check } from "./checks/Check.ts";
import { oneOf } from "./checks/checks.ts";
import { type Schema, valueSchema } from "./Schema.ts";

/**
 * The schema of an enum, which also is an object of its values.
 *
 * @example
 * ```ts
 * import { Status } from "bluesky/models/operations";
 *
 * if (session.status === Status.Takendown) console.error("taken down");
 * Status.is("suspended");
 * ```
 */
export type EnumSchema<T extends string, Values extends { readonly [key: string]: T }> = Schema<T> & Values;

/**
 * Makes an enum's schema. Called by generated code. Without a check only the values are valid: an enum that the lexicon
 * leaves open brings a check of its own.
 */
export function enumSchema<T extends string, Values extends { readonly [key: string]: T }>(
  id: string,
  values: Values,
  check?: Check,
): EnumSchema<T, Values> {
  const list: readonly unknown[] = Object.values(values);
  const closed: Check = (value, context) => oneOf(context, value, list);
  return Object.assign(valueSchema<T>(id, check ?? closed), values);
}
