/**
 * Loads a peer from this folder's own packages. They are installed on first use, and have no types here: whoever loads one says
 * what it is.
 */
export async function load<Module>(name: string): Promise<Module> {
  return (await import(name)) as Module;
}
