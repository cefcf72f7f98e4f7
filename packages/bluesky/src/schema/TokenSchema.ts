import type { Check } from "./checks/Check.ts";
import { fail } from "./checks/fail.ts";
import { type Schema, valueSchema } from "./Schema.ts";

/** The schema of a token, a name that stands for itself. Use `value` as the value of a property. */
export interface TokenSchema<T extends string> extends Schema<T> {
  /** The token, as it stands in data. */
  readonly value: T;
}

/** Makes a token's schema. Called by generated code. */
export function tokenSchema<T extends string>(id: T): TokenSchema<T> {
  const check: Check = (value, context) => {
    if (value !== id) fail(context, value, JSON.stringify(id), "const");
  };
  return Object.assign(valueSchema<T>(id, check), { value: id });
}
