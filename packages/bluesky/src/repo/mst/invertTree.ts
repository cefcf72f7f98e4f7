import { hashSha256 } from "#hash-sha256";
import { CODEC_DAG_CBOR, sha256Cid } from "../../data/cid.ts";
import { encodeUtf8 } from "../../platform/bytes/encodeUtf8.ts";
import { blockMissing } from "../car/BlockFinder.ts";
import { cidText, isSameCid } from "../car/verifyBlock.ts";
import { RepoError, repoError } from "../model/RepoError.ts";
import { encodeNode } from "./encodeNode.ts";
import { isRepoKey } from "./isRepoKey.ts";
import { keyDepth } from "./keyDepth.ts";
import { parseNode } from "./parseNode.ts";

/** What was done at a key, by the CIDs of its record before and after. */
export interface TreeOperation {
  /** The path of the record, `collection/rkey`. */
  readonly key: string;
  /** The CID of the record now; `undefined` where it was deleted. */
  readonly cid: Uint8Array | undefined;
  /** The CID of the record before; `undefined` where it was created. */
  readonly prev: Uint8Array | undefined;
}

/** A tree of which only some nodes are there. */
export interface PartialTree {
  /** The CID of its top. */
  readonly root: Uint8Array;
  /** A node that is there. */
  get(cid: Uint8Array): Uint8Array | undefined;
}

/** A node, or where it is: `node` is read when it is needed, `cid` is made when it is needed. */
interface Tree {
  cid: Uint8Array | undefined;
  node: Node | undefined;
}

/** `trees[i]` stands in front of `keys[i]`, the last one behind all. Never changed: whoever changes it makes another one. */
interface Node {
  readonly layer: number;
  readonly keys: readonly string[];
  readonly values: readonly Uint8Array[];
  readonly trees: readonly (Tree | undefined)[];
}

/** What an operation is undone with. */
interface Undo extends TreeOperation {
  readonly layer: number;
}

/**
 * Undoes operations in a tree of which only the nodes around them are there, and gives the CID of the tree that it was before. So whoever
 * knows that one knows that these were all of the operations, and what they did.
 *
 * What is proven with a commit is what undoing needs in one order: the reverse of that of the keys. What fails for a node that is not
 * there is put off, and then tried in other orders: the tree is the same after all of them.
 *
 * @throws {RepoError} `tree_invalid` where an operation is not what the tree says; `block_missing`
 */
export function invertTree({ root, get }: PartialTree, operations: readonly TreeOperation[]): Uint8Array {
  const undos = operations.map((operation): Undo => {
    const { key } = operation;
    if (!isRepoKey(key)) throw notSo(key, "it is no key of a record", "invalid_key");
    return { ...operation, layer: keyDepth(encodeUtf8(key)) };
  });
  const down = [...undos].sort((a, b) => (a.key > b.key ? -1 : 1));
  down.forEach(({ key }, i) => {
    if (i > 0 && down[i - 1]?.key === key) throw notSo(key, "there are two operations", "duplicate_key");
  });
  const tree: Tree = { cid: root, node: undefined };
  const editor = createEditor(get);
  let failure: unknown;
  for (const order of orders(down)) {
    try {
      return editor.cidOf(undoAll(editor, tree, order));
    } catch (error) {
      if (!isMissing(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

/** In which the operations are undone. */
function* orders(down: readonly Undo[]): Generator<readonly Undo[], void, undefined> {
  yield down;
  if (down.length < 2) return;
  yield [...down].reverse();
  const isCreate = ({ prev }: Undo): boolean => prev === undefined;
  const [creates, others] = [down.filter(isCreate), down.filter((undo) => !isCreate(undo))];
  yield [...others, ...creates];
  yield [...creates, ...others];
}

function undoAll(editor: Editor, tree: Tree, order: readonly Undo[]): Tree {
  let current = tree;
  let waiting = order;
  for (;;) {
    const failed: Undo[] = [];
    let failure: unknown;
    for (const undo of waiting) {
      try {
        current = editor.undo(current, undo);
      } catch (error) {
        if (!isMissing(error)) throw error;
        failure ??= error;
        failed.push(undo);
      }
    }
    if (failed.length === 0) return current;
    if (failed.length === waiting.length) throw failure;
    waiting = failed;
  }
}

interface Editor {
  undo(tree: Tree, undo: Undo): Tree;
  cidOf(tree: Tree): Uint8Array;
}

function createEditor(get: PartialTree["get"]): Editor {
  /**
   * Reads a node. Its bounds are those of the place where it is met first. Only of the top is the depth of each key held to its hash: a key
   * that stands where it does not belong is not found there, so nothing can be said of it.
   */
  const open = (tree: Tree, layer?: number, lower?: string, upper?: string): Node => {
    if (tree.node) return tree.node;
    const cid = tree.cid ?? new Uint8Array(0);
    const bytes = get(cid);
    if (!bytes) throw blockMissing(cid);
    const node = parseNode(bytes, { layer, lower, upper, isStrict: layer === undefined }, () => cidText(cid));
    tree.node = { layer: node.layer, keys: node.keys, values: node.values, trees: linksOf(node.left, node.trees) };
    return tree.node;
  };

  const cidOf = (tree: Tree): Uint8Array => {
    if (tree.cid) return tree.cid;
    const { keys = [], values = [], trees = [undefined] } = tree.node ?? {};
    const bytes = encodeNode({ keys, values, trees: trees.map((below) => below && cidOf(below)) });
    tree.cid = sha256Cid(CODEC_DAG_CBOR, hashSha256(bytes));
    return tree.cid;
  };

  /** What of a tree stands in front of a key, and what behind it. */
  const split = (tree: Tree | undefined, key: string, layer: number): readonly [Tree | undefined, Tree | undefined] => {
    if (!tree) return [undefined, undefined];
    const { keys, values, trees } = open(tree, layer);
    const at = placeOf(keys, key);
    const [before, after] = split(trees[at], key, layer - 1);
    return [
      toTree({ layer, keys: keys.slice(0, at), values: values.slice(0, at), trees: [...trees.slice(0, at), before] }),
      toTree({ layer, keys: keys.slice(at), values: values.slice(at), trees: [after, ...trees.slice(at + 1)] }),
    ];
  };

  /** Two trees of one layer, of which the first stands in front of the second, as one. */
  const merge = (left: Tree | undefined, right: Tree | undefined, layer: number): Tree | undefined => {
    if (!left || !right) return left ?? right;
    const [a, b] = [open(left, layer), open(right, layer)];
    const between = merge(a.trees.at(-1), b.trees[0], layer - 1);
    return toTree({
      layer,
      keys: [...a.keys, ...b.keys],
      values: [...a.values, ...b.values],
      trees: [...a.trees.slice(0, -1), between, ...b.trees.slice(1)],
    });
  };

  const insert = (node: Node, key: string, value: Uint8Array, at: number): Node => {
    const { layer } = node;
    const [before, after] = split(node.trees[at], key, layer - 1);
    return {
      layer,
      keys: splice(node.keys, at, 0, key),
      values: splice(node.values, at, 0, value),
      trees: splice(node.trees, at, 1, before, after),
    };
  };

  const change = (node: Node, undo: Undo, lower?: string, upper?: string): Tree | undefined => {
    const { key, cid, prev, layer } = undo;
    const { keys, values, trees } = node;
    const at = placeOf(keys, key);
    if (node.layer > layer) {
      const below = trees[at];
      if (!below && cid) throw notSo(key, "it is not there");
      const next = below
        ? open(below, node.layer - 1, keys[at - 1] ?? lower, keys[at] ?? upper)
        : emptyNode(node.layer - 1);
      const changed = change(next, undo, keys[at - 1] ?? lower, keys[at] ?? upper);
      return toTree({ ...node, trees: splice(trees, at, 1, changed) });
    }
    const isThere = keys[at] === key;
    if (!cid) {
      if (isThere) throw notSo(key, "it was deleted, and is there");
      return prev && toTree(insert(node, key, prev, at));
    }
    const value = values[at];
    if (!isThere || !value) throw notSo(key, "it is not there");
    if (!isSameCid(value, cid)) throw notSo(key, `expected ${cidText(cid)}, got ${cidText(value)}`);
    if (prev) return toTree({ ...node, values: splice(values, at, 1, prev) });
    const between = merge(trees[at], trees[at + 1], layer - 1);
    return toTree({
      layer,
      keys: splice(keys, at, 1),
      values: splice(values, at, 1),
      trees: splice(trees, at, 2, between),
    });
  };

  /** A top has keys, unless the tree is empty. */
  const trim = (tree: Tree | undefined): Tree => {
    let top = tree;
    while (top?.node && top.node.keys.length === 0) {
      const [below] = top.node.trees;
      if (!below) break;
      if (!below.node && below.cid && get(below.cid)) open(below, top.node.layer - 1);
      top = below;
    }
    return top ?? { cid: undefined, node: emptyNode(0) };
  };

  return {
    cidOf,
    undo(tree, undo) {
      const node = open(tree);
      const { key, cid, prev, layer } = undo;
      const isEmpty = node.keys.length === 0 && !node.trees[0];
      if (layer <= node.layer && !isEmpty) return trim(change(node, undo));
      // It would stand above all that is there.
      if (cid || !prev) throw notSo(key, "it is not there");
      let whole: Tree | undefined = isEmpty ? undefined : tree;
      for (let above = node.layer + 1; whole && above < layer; above++) {
        whole = toTree({ layer: above, keys: [], values: [], trees: [whole] });
      }
      return trim(toTree(insert({ ...emptyNode(layer), trees: [whole] }, key, prev, 0)));
    },
  };
}

function emptyNode(layer: number): Node {
  return { layer, keys: [], values: [], trees: [undefined] };
}

/** `undefined`: there is nothing in it. */
function toTree(node: Node): Tree | undefined {
  return node.keys.length > 0 || node.trees[0] ? { cid: undefined, node } : undefined;
}

function linksOf(left: Uint8Array | undefined, trees: readonly (Uint8Array | undefined)[]): (Tree | undefined)[] {
  const link = (cid: Uint8Array | undefined): Tree | undefined => cid && { cid, node: undefined };
  return [link(left), ...trees.map(link)];
}

/** Where a key stands among others, or would stand. */
function placeOf(keys: readonly string[], key: string): number {
  let at = 0;
  for (; at < keys.length; at++) if ((keys[at] ?? "") >= key) break;
  return at;
}

/** A list with some of it replaced. */
function splice<T>(list: readonly T[], at: number, count: number, ...items: readonly T[]): T[] {
  return [...list.slice(0, at), ...items, ...list.slice(at + count)];
}

function isMissing(error: unknown): boolean {
  return error instanceof RepoError && error.code === "block_missing";
}

function notSo(
  path: string,
  what: string,
  reason: "invalid_key" | "duplicate_key" | "other_operation" = "other_operation",
): Error {
  return repoError("tree_invalid", reason, `The operations are not what was done to the tree: at ${path}, ${what}`, {
    path,
  });
}
