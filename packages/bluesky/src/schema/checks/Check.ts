import type { Issue } from "../issues/Issue.ts";

/** One run of a check. `validate` says how its two passes work together. */
export interface Context {
  readonly strict: boolean;
  /** How much was found wrong in this pass. */
  failures: number;
  /** The objects in which the first pass found something wrong. */
  readonly marked: Set<unknown>;
  /** The issues found by the second pass; none in the first. */
  issues?: Issue[];
  /** In the second pass: the keys that lead to the object under check, and the property that was read last. */
  readonly trail: Key[];
  key: Key;
}

/** The property or the index that a value is found under; none at the root. */
export type Key = string | number | undefined;

/**
 * A compiled validator. It returns nothing and allocates nothing for valid input; what is wrong goes to the context.
 * The check of an object or a union is called with objects only.
 */
// biome-ignore lint/suspicious/noExplicitAny: takes what its definition is about: an object, or anything
export type Check = (value: any, context: Context) => void;
