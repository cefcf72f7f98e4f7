/** Environment variables, by name. */
export type Environment = { readonly [name: string]: string | undefined };

/** The environment of the process; empty where there is none (browsers, Workers) or none may be read (Deno). */
export function readEnvironment(...names: string[]): Environment {
  // Not declared on every platform.
  const { process } = globalThis as { process?: { env?: Environment } };
  const found: { [name: string]: string | undefined } = {};
  for (const name of names) {
    try {
      found[name] = process?.env?.[name] || undefined;
    } catch {
      // No permission.
    }
  }
  return found;
}
