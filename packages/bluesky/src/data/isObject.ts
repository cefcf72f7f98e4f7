/** Whether a value is an object that has properties to look at: no array, no null. */
export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object has these properties and no others. One that is `undefined` is not there: JSON leaves it out. */
export function hasOnly(value: { readonly [key: string]: unknown }, ...names: readonly string[]): boolean {
  const there = Object.keys(value).filter((key) => value[key] !== undefined);
  return there.length === names.length && names.every((name) => there.includes(name));
}
