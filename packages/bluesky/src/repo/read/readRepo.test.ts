import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Secp256k1Keypair } from "@atproto/crypto";
import { getFullRepo, getRecords, MemoryBlockstore, Repo, verifyRepoCar } from "@atproto/repo";
import { soak } from "../../../../../scripts/test/soak.ts";
import { generateKey } from "../../crypto/index.ts";
import { formatCid, sha256Cid } from "../../data/cid.ts";
import { decodeCbor } from "../../data/decodeCbor.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { Like } from "../../lexicons/app/bsky/feed/like.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { hashSha256 } from "../../platform/bytes/hashSha256.ts";
import type { Nsid } from "../../syntax/nsid.ts";
import { cidText } from "../car/verifyBlock.ts";
import {
  type Block,
  buildTree,
  createCommit,
  diffTrees,
  indexCar,
  type ReadRepoOptions,
  type RepoErrorReason,
  readCar,
  readRepo,
  verifyRecordProof,
  writeCar,
  writeRepo,
} from "../index.ts";
import { keyDepth } from "../mst/keyDepth.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const key = await generateKey("secp256k1");
const createdAt = "2026-01-31T12:00:00.000Z";

const block = (value: unknown): Block => {
  const bytes = encodeCbor(value);
  return { cid: cidText(sha256Cid(0x71, hashSha256(bytes))), bytes };
};
const post = (n: number): { collection: string; rkey: string; value: Post } => ({
  collection: "app.bsky.feed.post",
  rkey: `3k${n.toString(32).replace(/[018-9]/g, "z")}${n}`,
  value: { $type: "app.bsky.feed.post", text: `post ${n}`, createdAt },
});
const posts = (count: number): ReturnType<typeof post>[] => Array.from({ length: count }, (_, n) => post(n));
async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
async function toBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(Buffer.concat(await collect(chunks)));
}
async function blocksOf(car: Uint8Array): Promise<Block[]> {
  return collect(await readCar(car));
}
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
const read = (source: Parameters<typeof readRepo>[0], options: ReadRepoOptions = {}): Promise<unknown[]> =>
  collect(readRepo(source, { key: key.did, did, ...options }));
const refused = (reason: RepoErrorReason): object => ({ name: "RepoError", reason });

/** A repository of this tree, signed by the account. */
async function signedRepo(root: string, blocks: readonly Block[]): Promise<Uint8Array> {
  const { cid, bytes } = await createCommit({ did, data: root }, key);
  return toBytes(writeCar([cid], [{ cid, bytes }, ...blocks]));
}

const record = block({ $type: "app.bsky.feed.post", text: "hi", createdAt });
const node = (entries: { k: string; p?: number; t?: string }[], l?: string): Block =>
  block({
    e: entries.map(({ k, p = 0, t }) => ({
      k: new TextEncoder().encode(k),
      p,
      t: t ? { $link: t } : null,
      v: { $link: record.cid },
    })),
    l: l ? { $link: l } : null,
  });
/** Keys of a depth, in order. */
const keysAt = (depth: number, count: number): string[] => {
  const found: string[] = [];
  for (let n = 1000; found.length < count; n++) {
    const path = `app.bsky.feed.post/${n}`;
    if (keyDepth(new TextEncoder().encode(path)) === depth) found.push(path);
  }
  return found;
};

describe("a repository that we write", () => {
  test("is read from everything, in pieces of every size", async () => {
    const repo = await writeRepo(posts(500), { did, key });
    const car = repo.bytes();
    const expected = await read(car);
    assert.equal(expected.length, 500);
    for (const size of [1, 7, 100, 65_536]) assert.deepEqual(await read(inPieces(car, size)), expected);
    assert.deepEqual(await read(new Blob([car])), expected);
    assert.deepEqual(await read(new Response(car)), expected);
    assert.deepEqual(await read(new Blob([car]).stream()), expected);
  });

  test("is what the official library verifies, and one of its is read here; of random sizes", async () => {
    const keypair = await Secp256k1Keypair.create();
    for (let run = 0; run < soak(12, 1000); run++) {
      const count = run < 4 ? run : Math.floor(Math.random() * 200);
      const repo = await writeRepo(posts(count), { did, key });
      const verified = await verifyRepoCar(repo.bytes(), did, key.did);
      assert.equal(verified.creates.length, count);
      const storage = new MemoryBlockstore();
      const theirs = await Repo.create(
        storage,
        did,
        keypair,
        posts(count).map(({ collection, rkey, value }) => ({
          action: "create" as never,
          collection: collection as Nsid,
          rkey,
          record: value as never,
        })),
      );
      assert.equal(theirs.data.pointer ? `${await theirs.data.getPointer()}` : "", repo.data);
      const car = await toBytes(getFullRepo(storage, theirs.cid));
      const records = await read(inPieces(car, 1000), { key: keypair.did() });
      assert.deepEqual(records, await read(repo.bytes()));
    }
  });

  test("gives records typed by their schemas, and only those", async () => {
    const like = {
      $type: "app.bsky.feed.like",
      subject: { uri: `at://${did}/app.bsky.feed.post/a`, cid: record.cid },
      createdAt,
    } as const;
    const odd = { collection: "app.bsky.feed.post", rkey: "odd", value: { $type: "app.bsky.feed.post", text: 1 } };
    const repo = await writeRepo([...posts(3), odd, { collection: "app.bsky.feed.like", rkey: "a", value: like }], {
      did,
      key,
    });
    const invalid: string[] = [];
    const found: string[] = [];
    for await (const { value } of readRepo(repo.bytes(), {
      key: key.did,
      schemas: [Post],
      onInvalid: ({ rkey }) => void invalid.push(rkey),
    }))
      found.push(value.text);
    assert.deepEqual([found, invalid], [["post 2", "post 0", "post 1"], ["odd"]]);
    await assert.rejects(collect(readRepo(repo.bytes(), { key: key.did, schemas: [Post] })), {
      code: "validation_failed",
    });
    for await (const { value } of readRepo(repo.bytes(), { key: key.did, schemas: [Like] }))
      assert.deepEqual(value, like);
  });

  test("is read in any order of blocks, as long as the stash holds them", async () => {
    const repo = await writeRepo(posts(300), { did, key });
    const expected = await read(repo.bytes());
    const shuffled = (await blocksOf(repo.bytes())).toSorted((a, b) => (a.cid < b.cid ? -1 : 1));
    const car = await toBytes(writeCar([repo.cid], [...shuffled, ...shuffled.slice(0, 20)]));
    assert.deepEqual(await read(inPieces(car, 512)), expected);
    assert.deepEqual(await read(new Blob([car]), { maxStash: 1000 }), expected);
    await assert.rejects(read(inPieces(car, 512), { maxStash: 1000 }), { code: "stash_exceeded" });
  });

  test("gives a record that several keys share for each, though its block is there once", async () => {
    const records = posts(200).map((one, n) => (n % 3 ? one : { ...one, value: post(0).value }));
    const repo = await writeRepo(records, { did, key });
    const once = [...new Map((await blocksOf(repo.bytes())).map((one) => [one.cid, one])).values()];
    const car = await toBytes(writeCar([repo.cid], once));
    assert.equal((await read(inPieces(car, 300))).length, 200);
    assert.deepEqual(await read(inPieces(car, 300)), await read(repo.bytes()));
    await assert.rejects(read(inPieces(car, 300), { maxStash: 500 }), { code: "stash_exceeded" });
  });
});

describe("a repository that is signed, and not canonical", () => {
  const [a = "", b = "", c = ""] = keysAt(0, 3);
  const [high = "", higher = ""] = keysAt(1, 2);
  const shared = (x: string, y: string): number => [...x].findIndex((letter, i) => letter !== y[i]);
  const after = (x: string, y: string): { k: string; p: number } => ({ k: y.slice(shared(x, y)), p: shared(x, y) });
  const cases: [string, RepoErrorReason, () => [string, Block[]]][] = [
    [
      "a key at a wrong depth",
      "wrong_depth",
      () => {
        const n = a < high ? node([{ k: a }, after(a, high)]) : node([{ k: high }, after(high, a)]);
        return [n.cid, [n]];
      },
    ],
    [
      "an empty leaf",
      "empty_node",
      () => {
        const e = node([]);
        const n = node([{ k: high }], e.cid);
        return [n.cid, [n, e]];
      },
    ],
    [
      "a subtree out of range",
      "out_of_range",
      () => {
        const low = keysAt(0, 400).find((k) => k > higher) ?? "";
        const s = node([{ k: low }]);
        const n = node([{ k: high }], s.cid);
        return [n.cid, [n, s]];
      },
    ],
    [
      "a pointer-only top",
      "pointer_only_top",
      () => {
        const s = node([{ k: a }]);
        const n = node([], s.cid);
        return [n.cid, [n, s]];
      },
    ],
    [
      "keys out of order",
      "unordered_keys",
      () => {
        const n = node([{ k: c }, after(c, b)]);
        return [n.cid, [n]];
      },
    ],
    [
      "a key twice",
      "duplicate_key",
      () => {
        const n = node([{ k: a }, { k: "", p: a.length }]);
        return [n.cid, [n]];
      },
    ],
    [
      "a prefix that is not shared as said",
      "wrong_prefix",
      () => {
        const { k, p } = after(a, b);
        const n = node([{ k: a }, { k: b.slice(p - 1, p) + k, p: p - 1 }]);
        return [n.cid, [n]];
      },
    ],
    [
      "a node below the bottom",
      "below_bottom",
      () => {
        const s = node([{ k: a }]);
        const n = node([{ k: b }], s.cid);
        return [n.cid, [n, s]];
      },
    ],
    [
      "a key that is none",
      "invalid_key",
      () => {
        const n = node([{ k: "nope" }]);
        return [n.cid, [n]];
      },
    ],
    [
      "a node with more in it",
      "node_malformed",
      () => {
        const n = block({ e: [], l: null, x: 1 });
        return [n.cid, [n]];
      },
    ],
  ];
  for (const [what, reason, make] of cases) {
    test(`${what}: ${reason}`, async () => {
      const [root, blocks] = make();
      await assert.rejects(read(await signedRepo(root, [...blocks, record])), {
        code: "tree_invalid",
        ...refused(reason),
      });
    });
  }

  test("a record under two keys is nothing wrong, nor is an empty tree", async () => {
    const n = node([{ k: a }, after(a, b)]);
    assert.equal((await read(await signedRepo(n.cid, [n, record]))).length, 2);
    const empty = node([]);
    assert.deepEqual(await read(await signedRepo(empty.cid, [empty])), []);
  });
});

describe("a repository that is not what it says", () => {
  test("another root, another account, another key, a high S", async () => {
    const { root, nodes } = buildTree([]);
    const car = await signedRepo(root, nodes);
    const [commit, ...rest] = await blocksOf(car);
    assert.ok(commit);
    await assert.rejects(read(await toBytes(writeCar([root], [commit, ...rest]))), {
      code: "commit_invalid",
      ...refused("wrong_root"),
    });
    await assert.rejects(read(car, { did: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa" }), {
      code: "commit_invalid",
      ...refused("wrong_account"),
    });
    const other = await generateKey("p256");
    await assert.rejects(read(car, { key: other.did }), { code: "signature_invalid", ...refused("wrong_key") });
    const value = decodeCbor(commit.bytes) as { sig: Uint8Array };
    const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = BigInt(`0x${Buffer.from(value.sig.subarray(32)).toString("hex")}`);
    const sig = Uint8Array.from(
      Buffer.concat([value.sig.subarray(0, 32), Buffer.from((n - s).toString(16).padStart(64, "0"), "hex")]),
    );
    const high = block({ ...value, sig });
    await assert.rejects(read(await toBytes(writeCar([high.cid], [high, ...rest]))), {
      code: "signature_invalid",
      ...refused("high_s"),
    });
  });

  test("a revoked key is refused; one that is new is fetched", async () => {
    const fresh = await generateKey("p256");
    const documentOf = (multikey: string): { id: string } =>
      ({
        id: did,
        verificationMethod: [{ id: `${did}#atproto`, type: "Multikey", controller: did, publicKeyMultibase: multikey }],
      }) as { id: string };
    const identity = {
      resolveDid: async (_: string, options?: { refresh?: boolean | undefined }) =>
        documentOf(options?.refresh ? fresh.multikey : key.multikey),
    };
    const repo = await writeRepo(posts(2), { did, key: fresh });
    assert.equal((await read(repo.bytes(), { key: undefined, identity })).length, 2);
    const revoked = { resolveDid: async () => documentOf(fresh.multikey) };
    const old = await writeRepo(posts(2), { did, key });
    await assert.rejects(read(old.bytes(), { key: undefined, identity: revoked }), refused("wrong_key"));
  });

  test("a block that was changed, a block that is missing, an end that comes early", async () => {
    const repo = await writeRepo(posts(20), { did, key });
    const blocks = await blocksOf(repo.bytes());
    const last = blocks.at(-1);
    assert.ok(last);
    const changed = [...blocks.slice(0, -1), { cid: last.cid, bytes: last.bytes.map((byte) => byte ^ 1) }];
    await assert.rejects(read(await toBytes(writeCar([repo.cid], changed))), { code: "block_mismatch" });
    await assert.rejects(read(await toBytes(writeCar([repo.cid], blocks.slice(0, -1)))), { code: "block_missing" });
    await assert.rejects(read(repo.bytes().subarray(0, -1)), refused("truncated"));
    await assert.rejects(read(repo.bytes(), { maxBlockSize: 50 }), refused("frame_too_large"));
    await assert.rejects(read(Uint8Array.of(0)), { code: "car_invalid" });
  });
});

test("a proof of the official library holds, of presence and of absence; and not without its nodes", async () => {
  const keypair = await Secp256k1Keypair.create();
  const storage = new MemoryBlockstore();
  const writes = posts(300).map(({ collection, rkey, value }) => ({
    action: "create" as never,
    collection: collection as Nsid,
    rkey,
    record: value as never,
  }));
  const { cid } = await Repo.create(storage, did, keypair, writes);
  const { collection, rkey, value } = post(77);
  const proof = await toBytes(getRecords(storage, cid, [{ collection, rkey }]));
  const options = { did, collection, rkey, key: keypair.did() };
  const found = await verifyRecordProof(proof, options);
  assert.deepEqual([found.exists, found.value], [true, value]);
  const absent = await toBytes(getRecords(storage, cid, [{ collection, rkey: "nobody" }]));
  assert.equal((await verifyRecordProof(absent, { ...options, rkey: "nobody" })).exists, false);
  await assert.rejects(verifyRecordProof(absent, options), { code: "block_missing" });
});

test("two trees are compared by what differs, and little else is read", async () => {
  const count = soak(5_000, 100_000);
  const entries = posts(count).map(({ collection, rkey }) => ({ key: `${collection}/${rkey}`, cid: record.cid }));
  const other = formatCid(sha256Cid(0x71, new Uint8Array(32)));
  const changes = new Set(Array.from({ length: 5 }, (_, n) => Math.floor((n * count) / 5)));
  const changed = entries.flatMap((entry, n) => {
    if (!changes.has(n)) return [entry];
    return n % 2 ? [] : [{ ...entry, cid: other }];
  });
  changed.push({ key: "app.bsky.feed.like/new", cid: other });
  const [from, to] = [buildTree(entries), buildTree(changed)];
  let reads = 0;
  const blocks = new Map([...from.nodes, ...to.nodes].map(({ cid, bytes }) => [cid, bytes]));
  const store = {
    get: (cid: string): Uint8Array | undefined => {
      reads++;
      return blocks.get(cid);
    },
  };
  const found = await collect(diffTrees({ root: from.root, blocks: store }, { root: to.root, blocks: store }));
  const before = new Map(entries.map((entry) => [entry.key, entry.cid]));
  const now = new Map(changed.map((entry) => [entry.key, entry.cid]));
  const expected = [...new Set([...before.keys(), ...now.keys()])].sort().flatMap((path) => {
    const [prev, cid] = [before.get(path), now.get(path)];
    if (prev === cid) return [];
    return [{ action: prev === undefined ? "create" : cid === undefined ? "delete" : "update", key: path, cid, prev }];
  });
  assert.deepEqual(found, expected);
  assert.ok(reads < blocks.size * 0.1, `${reads} of ${blocks.size}`);
});

test("an index finds blocks by their place", async () => {
  const repo = await writeRepo(posts(20), { did, key });
  const index = await indexCar(new Blob([repo.bytes()]));
  assert.deepEqual(index.roots, [repo.cid]);
  for (const { cid, bytes } of await blocksOf(repo.bytes())) assert.deepEqual(await index.get(cid), bytes);
  assert.equal(await index.get(record.cid), undefined);
  await assert.rejects(indexCar(inPieces(repo.bytes(), 10)), { code: "invalid_option" });
});
