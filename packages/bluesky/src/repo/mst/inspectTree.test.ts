import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseCid } from "@atproto/lex-data";
import { MemoryBlockstore, MST } from "@atproto/repo";
import { buildTree, inspectTree, listNodes, type NodeInfo, RepoError } from "../index.ts";

const record = "bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uxgf5kpqcsgz7soitae";
const entries = Array.from({ length: 700 }, (_, n) => ({
  key: `app.bsky.feed.${n % 3 ? "like" : "post"}/3k${n.toString(36).padStart(4, "0")}`,
  cid: record,
}));

function storeOf(nodes: readonly { readonly cid: string; readonly bytes: Uint8Array }[]): Map<string, Uint8Array> {
  return new Map(nodes.map(({ cid, bytes }) => [cid, bytes]));
}

describe("inspectTree", () => {
  it("counts what the official tree has", async () => {
    const tree = buildTree(entries);
    let official = await MST.create(new MemoryBlockstore());
    for (const { key, cid } of entries) official = await official.add(key, parseCid(cid));
    const theirs = await official.reachableLeaves();
    const shape = await inspectTree({ root: tree.root, blocks: storeOf(tree.nodes) });
    assert.equal(`${await official.getPointer()}`, tree.root);
    assert.equal(shape.entries, theirs.length);
    assert.equal(shape.nodes, (await official.allNodes()).filter((node) => node instanceof MST).length);
    assert.equal(shape.height, ((await official.getLayer()) ?? 0) + 1);
    assert.equal(
      shape.size,
      tree.nodes.reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
    assert.deepEqual(Object.fromEntries(shape.collections), { "app.bsky.feed.like": 466, "app.bsky.feed.post": 234 });
    const { layers } = shape;
    assert.deepEqual(
      layers.map(({ layer }) => layer),
      layers.map((_, i) => layers.length - 1 - i),
    );
    assert.equal(layers[0]?.nodes, 1);
    assert.equal(
      layers.reduce((sum, { entries: count }) => sum + count, 0),
      700,
    );
    for (const { nodes, entries: all, maxEntries, size, maxSize } of layers) {
      assert.ok(maxEntries * nodes >= all && maxSize * nodes >= size);
    }
    assert.equal(layers.at(-1)?.maxFanOut, 0);
  });

  it("goes through the nodes in the order of a repository, each with its place", async () => {
    const { root, nodes } = buildTree(entries);
    const found: NodeInfo[] = [];
    for await (const node of listNodes({ root, blocks: storeOf(nodes) })) found.push(node);
    assert.deepEqual(
      found.map(({ cid }) => cid),
      nodes.map(({ cid }) => cid),
    );
    const byCid = new Map(found.map((node) => [node.cid, node]));
    for (const { cid, parent, depth, layer } of found) {
      const above = parent === undefined ? undefined : byCid.get(parent);
      assert.deepEqual([depth, layer], above ? [above.depth + 1, above.layer - 1] : [0, found[0]?.layer]);
      assert.equal(above === undefined, cid === root);
      if (above) assert.ok(above.subtrees.some((tree) => tree.cid === cid));
    }
    assert.deepEqual(
      found.flatMap(({ entries: own }) => own.map(({ key }) => key)).sort(),
      entries.map(({ key }) => key).sort(),
    );
  });

  it("has one node of a tree without keys, and refuses a tree that lacks one", async () => {
    const empty = buildTree([]);
    const shape = await inspectTree({ root: empty.root, blocks: storeOf(empty.nodes) });
    assert.deepEqual([shape.nodes, shape.entries, shape.height, shape.layers[0]?.empty], [1, 0, 1, 1]);
    const { root, nodes } = buildTree(entries);
    const lost = nodes.at(-1)?.cid ?? "";
    const blocks = storeOf(nodes);
    blocks.delete(lost);
    await assert.rejects(inspectTree({ root, blocks }), (error) => {
      assert.ok(error instanceof RepoError);
      assert.deepEqual([error.code, error.cid], ["block_missing", lost]);
      return true;
    });
  });
});
