import type { Check, Context, Key } from "./Check.ts";
import { between, fail, LENGTH, MAX_FAILURES, RANGE } from "./fail.ts";

/**
 * What compiled checks call: for each type one function of a context, a value, and how the value may be absent. All of
 * them return nothing. Where generated code decides the common case itself, they are called for the rest only.
 */

/** An object that is no array. */
export function object(context: Context, value: unknown, check: Check): void {
  if (!value || typeof value !== "object" || Array.isArray(value)) {
    fail(context, value, "an object");
  } else if (context.issues) {
    explain(context, value, check);
  } else {
    const before = context.failures;
    check(value, context);
    if (context.failures !== before) context.marked.add(value);
  }
}

/** The second pass through an object in which the first one found something wrong. */
function explain(context: Context, value: object, check: Check): void {
  if (!context.marked.has(value)) return;
  const watched = new Proxy(value, {
    // Reading from the target: what it returns must not depend on being watched.
    get: (target, key) => {
      context.key = key as Key; // generated code reads properties by name
      return target[key as keyof typeof target];
    },
  });
  context.trail.push(context.key);
  check(watched, context);
  context.trail.pop();
}

// The loops of the first pass are written out, one for each kind of item: this is where lists spend their time.

/** An array, every item of which a check is for. */
export function array(context: Context, value: unknown, check: Check, max?: number, min?: number): void {
  if (!Array.isArray(value)) {
    fail(context, value, "an array");
    return;
  }
  const { length } = value;
  if (context.issues) explainItems(context, value, length, check);
  else for (let k = 0; k < length && context.failures < MAX_FAILURES; k++) check(value[k], context);
  if (context.strict) between(context, value, length, min, max, " items", LENGTH);
}

/** An array of objects. */
export function objects(context: Context, value: unknown, check: Check, max?: number, min?: number): void {
  if (!Array.isArray(value)) {
    fail(context, value, "an array");
    return;
  }
  const { length } = value;
  if (context.issues) explainItems(context, value, length, (item) => object(context, item, check));
  else for (let k = 0; k < length && context.failures < MAX_FAILURES; k++) object(context, value[k], check);
  if (context.strict) between(context, value, length, min, max, " items", LENGTH);
}

/** The second pass through the items of an array. */
function explainItems(context: Context, items: readonly unknown[], length: number, check: Check): void {
  const { key, trail } = context;
  trail.push(key);
  for (let k = 0; k < length && context.failures < MAX_FAILURES; k++) {
    context.key = k;
    check(items[k], context);
  }
  trail.pop();
  context.key = key;
}

export function boolean(context: Context, value: unknown): void {
  if (typeof value !== "boolean") fail(context, value, "a boolean");
}

/** An integer that JavaScript holds exactly. */
export function integer(context: Context, value: unknown, min?: number, max?: number): void {
  if (!Number.isSafeInteger(value)) fail(context, value, "an integer");
  // A number, as just tested.
  else if (context.strict && (min ?? max) !== undefined) between(context, value, value as number, min, max, "", RANGE);
}

/** One of a few values, or just one. */
export function oneOf(context: Context, value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) {
    fail(context, value, `one of ${JSON.stringify(allowed)}`, allowed.length === 1 ? "const" : "enum");
  }
}

/** A property of type `unknown`: any object of the data model, which an array is not, nor are bytes, a link and a blob. */
export function anyObject(context: Context, value: unknown): void {
  if (!value || typeof value !== "object" || Array.isArray(value)) fail(context, value, "an object");
  else if (
    context.strict &&
    ("$link" in value || "$bytes" in value || (value as { $type?: unknown }).$type === "blob")
  ) {
    fail(context, value, "an object that is no link, no bytes and no blob");
  }
}

/** The `$type` of a variant that an open union does not know: any name, as long as it is one. */
export function unknownVariant(value: { [key: string]: unknown }, context: Context): void {
  const { $type: type } = value;
  if (!type || typeof type !== "string" || (context.strict && /^#|#(main|.*#.*)?$/s.test(type))) {
    fail(context, type, "a $type", "variant");
  }
}

/** The `$type` of a variant that a closed union does not have. */
export function noVariant(value: { [key: string]: unknown }, context: Context, ...types: string[]): void {
  fail(context, value.$type, `one of ${JSON.stringify(types)}`, "variant");
}

/** An item of an array of strings without limits, and so on. */
export function stringItem(value: unknown, context: Context): void {
  if (typeof value !== "string") fail(context, value, "a string");
}

export function booleanItem(value: unknown, context: Context): void {
  boolean(context, value);
}

export function integerItem(value: unknown, context: Context): void {
  integer(context, value);
}

export function objectItem(value: unknown, context: Context): void {
  anyObject(context, value);
}

/** The parameters of a query that has none. */
export function noParams(): void {}
