import { parseCid } from "../../data/cid.ts";
import { blockMissing } from "../../repo/car/BlockFinder.ts";
import type { CarSource } from "../../repo/car/CarSource.ts";
import { type BlockStore, indexCar } from "../../repo/car/indexCar.ts";
import type { Block } from "../../repo/car/readCar.ts";
import { writeCar } from "../../repo/car/writeCar.ts";
import { parseCommit } from "../../repo/commit/parseCommit.ts";
import { repoError } from "../../repo/model/RepoError.ts";
import { listNodes, type NodeInfo } from "../../repo/mst/listNodes.ts";

/**
 * Joins a repository and the difference to a later revision to that later revision: what belongs to it, and nothing that was deleted.
 *
 * @throws {RepoError} where they do not make a whole
 */
export async function joinCars(before: CarSource, difference: CarSource): Promise<AsyncIterable<Uint8Array>> {
  const [old, fresh] = [await indexCar(before), await indexCar(difference)];
  const [root] = fresh.roots;
  if (root === undefined) throw repoError("commit_invalid", "wrong_root", "The CAR names no commit as its root");
  const blocks: BlockStore = { get: async (cid) => (await fresh.get(cid)) ?? old.get(cid) };
  return writeCar([root], reachable(root, blocks));
}

/** All blocks of a repository, in the order in which they are read: what stands in front of a key comes before its record. */
async function* reachable(root: string, blocks: BlockStore): AsyncGenerator<Block, void, undefined> {
  const load = async (cid: string): Promise<Block> => {
    const bytes = await blocks.get(cid);
    if (!bytes) throw blockMissing(parseCid(cid).bytes);
    return { cid, bytes };
  };
  const top = await load(root);
  yield top;
  const { commit } = parseCommit(top.bytes, root);
  /** The nodes from the top to where it is, with how many of their keys and subtrees are done. */
  const path: { readonly node: NodeInfo; keys: number; trees: number }[] = [];
  const finishTo = function* (parent: string | undefined): Generator<string> {
    for (let last = path.at(-1); last && last.node.cid !== parent; last = path.at(-1)) {
      for (const { cid } of last.node.entries.slice(last.keys)) yield cid;
      path.pop();
    }
    const at = path.at(-1);
    const next = at?.node.subtrees[at.trees++]?.index ?? 0;
    for (; at && at.keys < next; at.keys++) yield at.node.entries[at.keys]?.cid ?? "";
  };
  for await (const node of listNodes({ root: commit.data, blocks })) {
    for (const cid of finishTo(node.parent)) yield load(cid);
    yield load(node.cid);
    path.push({ node, keys: 0, trees: 0 });
  }
  for (const cid of finishTo(undefined)) yield load(cid);
}
