import assert from "node:assert/strict";
import { test } from "node:test";
import { fromStream, fromUint8Array } from "@atcute/repo";
import { type Keypair, P256Keypair, Secp256k1Keypair } from "@atproto/crypto";
import {
  getFullRepo,
  MemoryBlockstore,
  type RecordCreateOp,
  type RecordWriteOp,
  Repo,
  verifyRepoCar,
  WriteOpAction,
} from "@atproto/repo";
import { soak } from "../../../../../scripts/test/soak.ts";
import type { Nsid } from "../../syntax/nsid.ts";
import { type Commit, readCar, readRepo, verifyRepo, writeCar, writeRepo } from "../index.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const COLLECTIONS: readonly Nsid[] = ["app.bsky.feed.post", "app.bsky.feed.like", "com.example.x", "com.example.xy.z9"];

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Numbers below another one, the same ones for the same seed. */
function drawFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

type Draw = ReturnType<typeof drawFrom>;

function rkey(draw: Draw): string {
  const alphabet = "abcXYZ019._~:-";
  const length = draw(20) ? 1 + draw(15) : 300 + draw(200);
  return `k${Array.from({ length }, () => alphabet.charAt(draw(alphabet.length))).join("")}`;
}

let made = 0;

/** None is like another: the official storage takes a record away from all keys that share it when one is deleted. */
function record(draw: Draw, $type: string): { $type: string } & Record<string, unknown> {
  const n = made++ * 50 + draw(50);
  return { $type, n, text: "ü".repeat(n % 50), list: [n % 2 === 0, null, { deep: [-n] }] };
}

/** A repository that the official library makes in several commits, the last ones by another key, if it is rotated. */
async function theirs(draw: Draw, isRotated: boolean): Promise<{ car: Uint8Array; old: Keypair; key: Keypair }> {
  const create = async (): Promise<Keypair> => (draw(2) ? P256Keypair : Secp256k1Keypair).create();
  const storage = new MemoryBlockstore();
  const old = await create();
  const key = isRotated ? await create() : old;
  const there = new Map<string, { collection: Nsid; rkey: string }>();
  const created = (): RecordCreateOp[] =>
    Array.from({ length: draw(80) }, () => ({ collection: COLLECTIONS[draw(4)] ?? "a.b.c", rkey: rkey(draw) }))
      .filter((at) => !there.has(`${at.collection}/${at.rkey}`) && there.set(`${at.collection}/${at.rkey}`, at))
      .map((at) => ({ action: WriteOpAction.Create, ...at, record: record(draw, at.collection) as never }));
  let repo = await Repo.create(storage, did, old, created());
  for (let commits = draw(4) + 1; commits > 0; commits--) {
    const changed = [...there.values()].filter(() => draw(5) === 0);
    const writes = changed.map((at): RecordWriteOp => {
      if (draw(2)) return { action: WriteOpAction.Update, ...at, record: record(draw, at.collection) as never };
      there.delete(`${at.collection}/${at.rkey}`);
      return { action: WriteOpAction.Delete, ...at };
    });
    repo = await repo.applyWrites([...writes, ...created()], key);
  }
  return { car: Uint8Array.from(Buffer.concat(await collect(getFullRepo(storage, repo.cid)))), old, key };
}

const multikey = (keypair: Keypair): string => keypair.did().slice("did:key:".length);

test("random repositories are accepted, after their keys were rotated too, and hold what others find in them", async () => {
  const seed = soak(18, Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);
  const draw = drawFrom(seed);
  for (let run = 0; run < soak(9, 1000); run++) {
    const isRotated = run % 3 === 0;
    const { car, old, key } = await theirs(draw, isRotated);
    // The document is old until it is fetched again.
    const identity = {
      resolveDid: async (id: string, options?: { refresh?: boolean | undefined }) => ({
        id,
        verificationMethod: [
          { id: "#atproto", type: "Multikey", publicKeyMultibase: multikey(options?.refresh ? key : old) },
        ],
      }),
    };
    let commit: Commit | undefined;
    const found = await collect(readRepo(car, { did, identity, onCommit: (verified) => (commit = verified) }));
    const blocks = await collect(await readCar(car));
    const [root = ""] = (await readCar(car)).roots;
    // In any order: as a stream it waits, as bytes it is looked up.
    const mixed = blocks.toSorted((a, b) => (a.cid.slice(-8) < b.cid.slice(-8) ? -1 : 1));
    assert.deepEqual(await collect(readRepo(writeCar([root], mixed), { did, key: key.did() })), found);
    if (isRotated) {
      await assert.rejects(verifyRepo(car, { did, key: old.did() }), {
        code: "signature_invalid",
        reason: "wrong_key",
      });
    }

    const { creates } = await verifyRepoCar(car, did, key.did());
    const byPath = (a: readonly string[], b: readonly string[]): number => (`${a}` < `${b}` ? -1 : 1);
    const ours = found.map((one) => [one.collection, one.rkey, one.cid]).sort(byPath);
    assert.deepEqual(creates.map((one) => [one.collection, one.rkey, `${one.cid}`]).sort(byPath), ours);
    const atcute = [...fromUint8Array(car)].map((one) => [one.collection, one.rkey, one.cid.$link]).sort(byPath);
    assert.deepEqual(atcute, ours);

    // Written by us it is the same repository, and its stream is what the other streaming reader takes.
    const signer = { did: key.did(), curve: "p256" as const, sign: (data: Uint8Array) => key.sign(data) };
    const again = await writeRepo(found, { did, key: signer });
    assert.equal(again.data, commit?.data);
    assert.equal((await verifyRepo(again.bytes(), { did, key: key.did() })).records, found.length);
    const streamed = fromStream(new Blob([again.bytes()]).stream());
    // It leaves out records whose block another key shares: those that it gives are ours.
    const all = new Set(ours.map((one) => one.join()));
    for await (const one of streamed) assert.ok(all.has([one.collection, one.rkey, one.cid.$link].join()));
  }
});
