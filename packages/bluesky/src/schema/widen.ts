import type { Check } from "./checks/Check.ts";
import { array, object } from "./checks/checks.ts";
import { own } from "./checks/own.ts";
import { type RecordSchema, recordSchema } from "./RecordSchema.ts";
import { type Schema, schema } from "./Schema.ts";

/** A variant of a union: an object with its `$type`. */
export type Tagged<V> = V extends { $type?: infer N } ? V & { $type: NonNullable<N> } : never;

/** A type whose union at `K`, or whose list of unions at `K`, also has the variant `V`. */
export type Widened<T, K extends keyof T, V> = {
  [P in keyof T]: P extends K ? WithVariant<T[P], V> : T[P];
};

type WithVariant<U, V> = U extends readonly (infer I)[] ? (I | Tagged<V>)[] : U | Tagged<V>;

/**
 * Adds your own definition to an open union of a schema: values with its `$type` are then checked against it, and
 * typed. The original schema does not change.
 *
 * @param property the property that has the union, or an array of it
 *
 * @example
 * ```ts
 * const RecipePost = widen(Post, "embed", Recipe);
 * await create(client, RecipePost, { text: "Soup", createdAt: now(), embed: { $type: "com.example.recipe", steps: 3 } });
 * ```
 */
export function widen<T, K extends keyof T & string, V>(
  base: RecordSchema<T>,
  property: K,
  variant: Schema<V>,
): RecordSchema<Widened<T, K, V>>;
export function widen<T, K extends keyof T & string, V>(
  base: Schema<T>,
  property: K,
  variant: Schema<V>,
): Schema<Widened<T, K, V>>;
export function widen<T, K extends keyof T & string, V>(
  base: Schema<T> | RecordSchema<T>,
  property: K,
  variant: Schema<V>,
): Schema<Widened<T, K, V>> {
  const checkVariant: Check = (value, context) => {
    if ((value as { $type?: unknown } | null)?.$type === variant.id) object(context, value, variant["~check"]);
  };
  const check: Check = (value, context) => {
    base["~check"](value, context);
    const held = own(value, property);
    if (Array.isArray(held)) array(context, held, checkVariant);
    else checkVariant(held, context);
  };
  return "key" in base ? recordSchema(base.id, check, base.key, base.dated) : schema(base.id, check);
}
