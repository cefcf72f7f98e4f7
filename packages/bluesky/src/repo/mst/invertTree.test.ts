import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { soak } from "../../../../../scripts/test/soak.ts";
import { parseCid } from "../../data/cid.ts";
import { cidForRecord } from "../../data/cidFor.ts";
import { cidText } from "../car/verifyBlock.ts";
import { RepoError } from "../model/RepoError.ts";
import { buildTree, type TreeEntry } from "./buildTree.ts";
import { findInTree } from "./findInTree.ts";
import { invertTree, type PartialTree, type TreeOperation } from "./invertTree.ts";

const cids = await Promise.all(Array.from({ length: 50 }, (_, n) => cidForRecord({ n })));

/** Numbers that look random and come again by their seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function partial(entries: ReadonlyMap<string, string>, left?: (cid: string) => boolean): PartialTree {
  const tree = buildTree([...entries].map(([key, cid]): TreeEntry => ({ key, cid })));
  const nodes = new Map(tree.nodes.filter(({ cid }) => left?.(cid) ?? true).map(({ cid, bytes }) => [cid, bytes]));
  return { root: parseCid(tree.root).bytes, get: (cid) => nodes.get(cidText(cid)) };
}

function randomChange(random: (below: number) => number): {
  before: Map<string, string>;
  after: Map<string, string>;
  operations: TreeOperation[];
} {
  const key = (): string => `com.example.${"abc"[random(3)]}/k${random(random(2) === 0 ? 40 : 4_000)}`;
  const cid = (): string => cids[random(cids.length)] ?? "";
  const before = new Map(Array.from({ length: random(random(3) === 0 ? 300 : 12) }, () => [key(), cid()]));
  const after = new Map(before);
  const operations: TreeOperation[] = [];
  for (let n = random(random(2) === 0 ? 40 : 4); n >= 0; n--) {
    const existing = [...before.keys()][random(before.size)];
    const path = existing !== undefined && random(3) > 0 ? existing : key();
    if (operations.some((one) => one.key === path)) continue;
    const prev = before.get(path);
    const next = prev !== undefined && random(2) === 0 ? undefined : cid();
    if (next === prev) continue;
    if (next === undefined) after.delete(path);
    else after.set(path, next);
    operations.push({
      key: path,
      cid: next ? parseCid(next).bytes : undefined,
      prev: prev ? parseCid(prev).bytes : undefined,
    });
  }
  return { before, after, operations };
}

const rootOf = (entries: ReadonlyMap<string, string>): string => cidText(partial(entries).root);

describe("invertTree", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e6);

  it("gives the tree that there was before, whatever was done", () => {
    console.log(`SEED=${seed}`);
    const random = seeded(seed);
    for (let round = 0; round < soak(400, 200_000); round++) {
      const { before, after, operations } = randomChange(random);
      assert.equal(cidText(invertTree(partial(after), operations)), rootOf(before), `round ${round}`);
    }
  });

  it("never gives another one where nodes are not there, or operations not what was done", () => {
    const random = seeded(seed + 1);
    let [missing, refused] = [0, 0];
    for (let round = 0; round < soak(300, 100_000); round++) {
      const { before, after, operations } = randomChange(random);
      const wanted = rootOf(before);
      const lost = random(4);
      try {
        const found = cidText(
          invertTree(
            partial(after, () => random(4) !== lost),
            operations,
          ),
        );
        assert.equal(found, wanted, `round ${round}`);
      } catch (error) {
        assert.ok(error instanceof RepoError && error.code === "block_missing", `${error}`);
        missing++;
      }
      const at = random(operations.length);
      const wrong = operations.filter((_, i) => i !== at);
      if (wrong.length === operations.length) continue;
      try {
        assert.notEqual(cidText(invertTree(partial(after), wrong)), wanted, `round ${round}`);
        refused++;
      } catch (error) {
        assert.ok(error instanceof RepoError, `${error}`);
      }
    }
    assert.ok(missing > 30 && refused > 30, `${missing} ${refused}`);
  });

  it("finds what is in a tree, and that something is not", () => {
    const random = seeded(seed + 2);
    for (let round = 0; round < 100; round++) {
      const { before, after } = randomChange(random);
      const tree = partial(after);
      for (const key of new Set([...before.keys(), ...after.keys()])) {
        const found = findInTree(tree, key);
        assert.equal(found && cidText(found), after.get(key));
      }
    }
  });
});
