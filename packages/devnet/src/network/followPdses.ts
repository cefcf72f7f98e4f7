/** Who wants to know of PDSs that are added to a network. */
const followers = new WeakMap<object, Set<(url: string) => void>>();
/** PDSs that were added, by their network. */
const added = new WeakMap<object, string[]>();

/**
 * Tells of PDSs that were added to a network, and of those that will be.
 *
 * @returns what ends it
 */
export function followPdses(network: object, tell: (url: string) => void): () => void {
  for (const url of added.get(network) ?? []) tell(url);
  const all = followers.get(network) ?? new Set();
  followers.set(network, all.add(tell));
  return () => all.delete(tell);
}

/** A PDS was added to a network. */
export function tellPds(network: object, url: string): void {
  added.set(network, [...(added.get(network) ?? []), url]);
  for (const tell of followers.get(network) ?? []) tell(url);
}
