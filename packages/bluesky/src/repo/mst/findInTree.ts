import { blockMissing } from "../car/BlockFinder.ts";
import type { PartialTree } from "./invertTree.ts";
import { type SearchPlace, searchNode } from "./searchNode.ts";

/**
 * Finds the CID of a record in a tree of which only some nodes are there. `undefined`: the tree says that there is none.
 *
 * @throws {RepoError} `tree_invalid`, `block_missing`
 */
export function findInTree({ root, get }: PartialTree, key: string): Uint8Array | undefined {
  let place: SearchPlace | undefined = root && { cid: root };
  while (place) {
    const bytes = get(place.cid);
    if (!bytes) throw blockMissing(place.cid);
    const found = searchNode(bytes, place, key);
    if (found && "value" in found) return found.value;
    place = found;
  }
  return undefined;
}
