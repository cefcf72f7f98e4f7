import type { TreeAt } from "./diffTrees.ts";
import { listNodes } from "./listNodes.ts";

/** The nodes of a tree that are as far above the bottom. */
export interface TreeLayer {
  /** How far above the bottom they are. */
  readonly layer: number;
  /** How many there are. */
  readonly nodes: number;
  /** How many keys they have, all together. */
  readonly entries: number;
  /** How many of them have no key, and only lead further down. */
  readonly empty: number;
  /** The most keys that one of them has. */
  readonly maxEntries: number;
  /** The most links to other nodes that one of them has. */
  readonly maxFanOut: number;
  /** How many bytes they have, all together. */
  readonly size: number;
  /** How many bytes the largest one has. */
  readonly maxSize: number;
}

/** What a tree looks like. */
export interface TreeShape {
  /** How many nodes there are. */
  readonly nodes: number;
  /** How many keys there are: each is a record. */
  readonly entries: number;
  /** How many layers there are. A tree without keys has one. */
  readonly height: number;
  /** How many bytes all nodes have, without their records. */
  readonly size: number;
  /** Keys, by their collection, an NSID. */
  readonly collections: ReadonlyMap<string, number>;
  /** The layers, from the top down. */
  readonly layers: readonly TreeLayer[];
}

/**
 * Says what a tree looks like: its nodes, keys, bytes and links, in all and by layer. It is for those who look into why a repository
 * is large or slow, or refused. `listNodes` gives each node.
 *
 * @throws {RepoError} `block_missing`, `tree_invalid`
 * @throws {InvalidDataError} if `root` is no CID
 * @throws {unknown} what the store throws
 * @example
 * ```ts
 * const blocks = await indexCar(carFile("repo.car"));
 * const { height, entries, layers } = await inspectTree({ root: commit.data, blocks });
 * console.table(layers);
 * ```
 * @see https://atproto.com/specs/repository#mst-structure
 */
export async function inspectTree(tree: TreeAt): Promise<TreeShape> {
  const layers = new Map<number, TreeLayer>();
  const collections = new Map<string, number>();
  const whole = { nodes: 0, entries: 0, size: 0 };
  for await (const { layer, size, entries, subtrees } of listNodes(tree)) {
    const before = layers.get(layer);
    layers.set(layer, {
      layer,
      nodes: (before?.nodes ?? 0) + 1,
      entries: (before?.entries ?? 0) + entries.length,
      empty: (before?.empty ?? 0) + (entries.length === 0 ? 1 : 0),
      maxEntries: Math.max(before?.maxEntries ?? 0, entries.length),
      maxFanOut: Math.max(before?.maxFanOut ?? 0, subtrees.length),
      size: (before?.size ?? 0) + size,
      maxSize: Math.max(before?.maxSize ?? 0, size),
    });
    whole.nodes++;
    whole.entries += entries.length;
    whole.size += size;
    for (const { key } of entries) {
      const collection = key.slice(0, key.indexOf("/"));
      collections.set(collection, (collections.get(collection) ?? 0) + 1);
    }
  }
  return { ...whole, height: layers.size, collections, layers: [...layers.values()].sort((a, b) => b.layer - a.layer) };
}
