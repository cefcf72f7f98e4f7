/** The way to Node's own modules that needs no import: Node from 22.3, Deno, Bun. */
interface WithModules {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

/**
 * A module of Node's own, where there is one. An import would be in the way of bundlers for other platforms.
 *
 * @returns `undefined` where there is none
 */
export function builtinModule<Module>(name: string): Module | undefined {
  return (globalThis as WithModules).process?.getBuiltinModule?.(name) as Module | undefined; // by its name
}
