import type { BlockFinder } from "../car/BlockFinder.ts";
import { cidText } from "../car/verifyBlock.ts";
import { repoError } from "../model/RepoError.ts";
import { type NodePlace, parseNode, type TreeNode } from "../mst/parseNode.ts";

/** A key, and the CID of its record. */
export interface Entry {
  readonly key: string;
  readonly cid: Uint8Array;
}

/** Goes through a tree, key by key. */
export interface TreeWalk {
  /** The next key; a promise of it where a node has to be read first. `undefined`: there are no more. */
  next(): Entry | undefined | Promise<Entry | undefined>;
}

/** Where the walk is in a node. */
interface Place {
  readonly node: TreeNode;
  /** How many of its keys are done. */
  done: number;
  readonly upper: string | undefined;
}

/** A node that has not been read. */
interface Unread extends NodePlace {
  readonly cid: Uint8Array;
}

/** Goes through a tree in the order of its keys, each node held to its place as it is entered. */
export function walkTree(blocks: BlockFinder, root: Uint8Array, isStrict: boolean): TreeWalk {
  const path: Place[] = [];
  let unread: Unread | undefined = { cid: root, isStrict };

  const enter = (place: Unread, bytes: Uint8Array): void => {
    const { cid, lower, upper } = place;
    const node = parseNode(bytes, place, () => cidText(cid));
    path.push({ node, done: 0, upper });
    // A tree is as high as a hash has pairs of zeros at most. A hostile one must not fill the memory.
    if (path.length > 130) throw tooHigh(cid);
    const { left, keys, layer } = node;
    unread = left && { cid: left, layer: layer - 1, lower, upper: keys[0] ?? upper, isStrict };
  };

  const readFirst = async (place: Unread): Promise<Entry | undefined> => {
    enter(place, await blocks.find(place.cid, false));
    return next();
  };

  const next = (): Entry | undefined | Promise<Entry | undefined> => {
    for (;;) {
      if (unread) {
        const bytes = blocks.take(unread.cid, false);
        if (!bytes) return readFirst(unread);
        enter(unread, bytes);
        continue;
      }
      const place = path.at(-1);
      if (!place) return undefined;
      const { node, done, upper } = place;
      const key = node.keys[done];
      const cid = node.values[done];
      if (key === undefined || cid === undefined) {
        path.pop();
        continue;
      }
      place.done++;
      const tree = node.trees[done];
      unread = tree && { cid: tree, layer: node.layer - 1, lower: key, upper: node.keys[done + 1] ?? upper, isStrict };
      return { key, cid };
    }
  };
  return { next };
}

function tooHigh(cid: Uint8Array): Error {
  const message = "The tree of the repository is not canonical: it is higher than any hash allows";
  return repoError("tree_invalid", "wrong_depth", message, { cid: cidText(cid) });
}
