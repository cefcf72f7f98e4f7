/** What all objects inherit, and what of it TypeScript's own declarations have. */
const INHERITED: ReadonlyMap<string, "declared" | "undeclared"> = new Map([
  ["__defineGetter__", "undeclared"],
  ["__defineSetter__", "undeclared"],
  ["__lookupGetter__", "undeclared"],
  ["__lookupSetter__", "undeclared"],
  ["__proto__", "undeclared"],
  ["constructor", "declared"],
  ["hasOwnProperty", "declared"],
  ["isPrototypeOf", "declared"],
  ["propertyIsEnumerable", "declared"],
  ["toLocaleString", "declared"],
  ["toString", "declared"],
  ["valueOf", "declared"],
]);

/** Whether all objects inherit something of a name: a property of that name is there only where an object has it itself. */
export function isInherited(name: string): boolean {
  return INHERITED.has(name);
}

/** Whether TypeScript takes every object to have something of a name. */
export function isDeclared(name: string): boolean {
  return INHERITED.get(name) === "declared";
}
