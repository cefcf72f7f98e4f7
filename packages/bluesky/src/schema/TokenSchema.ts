import type { Check } from "./Check.ts";
import { fail } from "./fail.ts";
import { compiled, type Schema } from "./Schema.ts";
import { run } from "./validate.ts";

/** The schema of a token: a name that stands for itself. `value` is what to write into a property. */
export interface TokenSchema<T extends string> extends Schema<T> {
  readonly value: T;
}

/** Makes a token's schema. Called by generated code. */
export function tokenSchema<T extends string>(id: T): TokenSchema<T> {
  const check: Check = (value, context) => {
    if (value !== id) fail(context, value, JSON.stringify(id), "const");
  };
  return Object.assign(compiled<T>(id, check, run), { value: id });
}
