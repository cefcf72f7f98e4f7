/**
 * A property whose name all objects inherit (`constructor`), where an object has one itself. Called by generated code, for such
 * names only.
 */
export function own(value: { readonly [key: string]: unknown }, name: string): unknown {
  // Read in any case: in the second pass that tells which property is looked at.
  const held = value[name];
  return Object.hasOwn(value, name) ? held : undefined;
}
