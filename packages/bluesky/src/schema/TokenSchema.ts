import { fail } from "./fail.ts";
import { type Schema, ValueSchema } from "./Schema.ts";

/** The schema of a token: a name that stands for itself. `value` is what to write into a property. */
export interface TokenSchema<T extends string> extends Schema<T> {
  readonly value: T;
}

class CompiledTokenSchema<T extends string> extends ValueSchema<T> implements TokenSchema<T> {
  constructor(id: T) {
    super(id, (value, context) => {
      if (value !== id) fail(context, value, JSON.stringify(id), "const");
    });
  }

  get value(): T {
    return this.id as T; // the constructor took it as one
  }
}

/** Makes a token's schema. Called by generated code. */
export function tokenSchema<T extends string>(id: T): TokenSchema<T> {
  return new CompiledTokenSchema(id);
}
