import { cidText } from "../car/verifyBlock.ts";
import { parseNode } from "./parseNode.ts";

/** Where a search for a key has come to: a node, and between which keys those of it must lie. */
export interface SearchPlace {
  /** The CID of the node. */
  readonly cid: Uint8Array;
  readonly layer?: number | undefined;
  readonly lower?: string | undefined;
  readonly upper?: string | undefined;
}

/**
 * Looks for a key in one node.
 *
 * @returns the CID of the record, or where to look next; `undefined`: the tree says that there is none
 * @throws {RepoError} `tree_invalid`
 */
export function searchNode(
  bytes: Uint8Array,
  { cid, layer, lower, upper }: SearchPlace,
  key: string,
): { readonly value: Uint8Array } | SearchPlace | undefined {
  const node = parseNode(bytes, { layer, lower, upper, isStrict: true }, () => cidText(cid));
  const found = node.keys.findIndex((other) => other >= key);
  const at = found < 0 ? node.keys.length : found;
  const value = node.values[at];
  if (node.keys[at] === key && value) return { value };
  const next = at === 0 ? node.left : node.trees[at - 1];
  return next && { cid: next, layer: node.layer - 1, lower: node.keys[at - 1] ?? lower, upper: node.keys[at] ?? upper };
}
