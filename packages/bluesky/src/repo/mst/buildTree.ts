import { hashSha256 } from "#hash-sha256";
import { CODEC_DAG_CBOR, parseCid, sha256Cid } from "../../data/cid.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { encodeUtf8 } from "../../platform/bytes/encodeUtf8.ts";
import type { Block } from "../car/readCar.ts";
import { cidText } from "../car/verifyBlock.ts";
import { encodeNode } from "./encodeNode.ts";
import { isRepoKey } from "./isRepoKey.ts";
import { keyDepth } from "./keyDepth.ts";

/** A key of a repository, and the CID of its record. */
export interface TreeEntry {
  /** The path of the record, `collection/rkey`. */
  readonly key: string;
  /** The CID of the record. */
  readonly cid: string;
}

/** The tree of a repository's keys. */
export interface Tree {
  /** The CID of its top, `data` of a commit. */
  readonly root: string;
  /** Its nodes, from the top down, the left before the right. */
  readonly nodes: readonly Block[];
  /**
   * All that the tree has, in the order in which it is read: each node before what stands in it. A link to a record has no bytes.
   */
  readonly order: readonly (Block | { readonly cid: string; readonly key: string })[];
}

interface Leaf {
  readonly key: string;
  readonly cid: string;
  readonly depth: number;
}

/**
 * Builds the tree of a repository from its keys: the one that there is for them, whatever their order here.
 *
 * @throws {InvalidOptionError} for what is no key, and for a key that stands there twice
 * @throws {InvalidDataError} for a CID that is none
 * @example
 * ```ts
 * const { root } = buildTree([{ key: "app.bsky.feed.post/3jzfcijpj2z2a", cid }]);
 * ```
 * @see https://atproto.com/specs/repository#mst-structure
 */
export function buildTree(entries: Iterable<TreeEntry>): Tree {
  const leaves: Leaf[] = [];
  for (const { key, cid } of entries) {
    if (!isRepoKey(key)) throw invalidOption("key", `Expected collection/rkey, got ${JSON.stringify(key)}.`);
    leaves.push({ key, cid, depth: keyDepth(encodeUtf8(key)) });
  }
  leaves.sort((a, b) => (a.key < b.key ? -1 : 1));
  leaves.forEach(({ key }, i) => {
    if (i > 0 && leaves[i - 1]?.key === key) throw invalidOption("key", `Expected each key once, got ${key} twice.`);
  });
  const nodes: Block[] = [];
  const order: (Block | { readonly cid: string; readonly key: string })[] = [];
  const top = leaves.reduce((highest, { depth }) => Math.max(highest, depth), 0);
  const { cid } = build(leaves, 0, leaves.length, top, { nodes, order });
  return { root: cid, nodes, order };
}

/** The node for some of the leaves, at a layer, and all below it. */
function build(
  leaves: readonly Leaf[],
  from: number,
  to: number,
  layer: number,
  out: Pick<Tree, "nodes" | "order">,
): Block {
  // Its place is in front of what it holds, and its bytes are known behind it.
  const nodes: Block[] = [];
  const order: Tree["order"][number][] = [];
  const inner = { nodes, order };
  const subtree = (start: number, end: number): Uint8Array | undefined =>
    start === end ? undefined : parseCid(build(leaves, start, end, layer - 1, inner).cid).bytes;
  const own: { readonly leaf: Leaf; tree: Uint8Array | undefined }[] = [];
  let left: Uint8Array | undefined;
  let start = from;
  for (let i = from; i <= to; i++) {
    const leaf = leaves[i];
    if (i < to && leaf?.depth !== layer) continue;
    // What stands in front of a key comes before it.
    const tree = subtree(start, i);
    const last = own.at(-1);
    if (last) last.tree = tree;
    else left = tree;
    if (i < to && leaf) {
      own.push({ leaf, tree: undefined });
      order.push({ cid: leaf.cid, key: leaf.key });
    }
    start = i + 1;
  }
  const bytes = encodeNode({
    keys: own.map(({ leaf }) => leaf.key),
    values: own.map(({ leaf }) => parseCid(leaf.cid).bytes),
    trees: [left, ...own.map(({ tree }) => tree)],
  }).slice();
  const node = { cid: cidText(sha256Cid(CODEC_DAG_CBOR, hashSha256(bytes))), bytes };
  append(out.nodes as Block[], [node], nodes);
  append(out.order as Tree["order"][number][], [node], order);
  return node;
}

/** Not by spreading: a call takes only so many arguments. */
function append<T>(target: T[], ...lists: readonly (readonly T[])[]): void {
  for (const list of lists) for (const item of list) target.push(item);
}
