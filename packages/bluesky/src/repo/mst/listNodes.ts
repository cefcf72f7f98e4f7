import { parseCid } from "../../data/cid.ts";
import { blockMissing } from "../car/BlockFinder.ts";
import { cidText } from "../car/verifyBlock.ts";
import { repoError } from "../model/RepoError.ts";
import type { TreeEntry } from "./buildTree.ts";
import type { TreeAt } from "./diffTrees.ts";
import { parseNode } from "./parseNode.ts";

/** A node of a tree of keys, and where it stands. */
export interface NodeInfo {
  /** Its CID. */
  readonly cid: string;
  /** The CID of the node that it stands in. `undefined`: it is the top. */
  readonly parent: string | undefined;
  /** How far below the top it is: 0 for the top. */
  readonly depth: number;
  /** How far above the bottom it is. The keys of one layer begin with as many pairs of zero bits in their hashes. */
  readonly layer: number;
  /** How many bytes it has. */
  readonly size: number;
  /** Its keys, in order, with their records. */
  readonly entries: readonly TreeEntry[];
  /** The nodes that stand in it, in order. `index`: how many of its keys stand in front. */
  readonly subtrees: readonly { readonly index: number; readonly cid: string }[];
}

/** A node that has not been read. */
interface Unread {
  readonly cid: Uint8Array;
  readonly parent: string | undefined;
  readonly depth: number;
  readonly layer?: number | undefined;
  readonly lower?: string | undefined;
  readonly upper?: string | undefined;
}

/**
 * Goes through the nodes of a tree, each before those that stand in it, the left before the right, and holds each to its place as
 * `readRepo` does. No records are read.
 *
 * @throws {RepoError} `block_missing`, `tree_invalid`
 * @throws {InvalidDataError} if `root` is no CID
 * @throws {unknown} what the store throws
 * @example
 * ```ts
 * const blocks = await indexCar(bytes);
 * for await (const { layer, size, entries } of listNodes({ root: commit.data, blocks })) console.log(layer, size, entries.length);
 * ```
 * @see https://atproto.com/specs/repository#mst-structure
 */
export async function* listNodes({ root, blocks }: TreeAt): AsyncGenerator<NodeInfo, void, undefined> {
  /** The next one comes last. */
  const unread: Unread[] = [{ cid: parseCid(root).bytes, parent: undefined, depth: 0 }];
  for (let place = unread.pop(); place; place = unread.pop()) {
    const { parent, depth, layer, lower, upper } = place;
    const cid = cidText(place.cid);
    const bytes = await blocks.get(cid);
    if (!bytes) throw blockMissing(place.cid);
    // A tree is as high as a hash has pairs of zeros at most. A hostile one must not have an end without end.
    if (depth > 130) {
      const message = "The tree of the repository is not canonical: it is higher than any hash allows";
      throw repoError("tree_invalid", "wrong_depth", message, { cid });
    }
    const node = parseNode(bytes, { layer, lower, upper, isStrict: true }, () => cid);
    const subtrees: { readonly index: number; readonly cid: string }[] = [];
    const inner: Unread[] = [];
    for (let i = -1; i < node.keys.length; i++) {
      const tree = i < 0 ? node.left : node.trees[i];
      if (!tree) continue;
      subtrees.push({ index: i + 1, cid: cidText(tree) });
      const bounds = { lower: node.keys[i] ?? lower, upper: node.keys[i + 1] ?? upper };
      inner.push({ cid: tree, parent: cid, depth: depth + 1, layer: node.layer - 1, ...bounds });
    }
    const entries = node.keys.map((key, i) => ({ key, cid: cidText(node.values[i] ?? new Uint8Array(0)) }));
    yield { cid, parent, depth, layer: node.layer, size: bytes.length, entries, subtrees };
    unread.push(...inner.reverse());
  }
}
