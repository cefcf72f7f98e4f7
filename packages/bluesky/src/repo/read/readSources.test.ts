import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { generateKey } from "../../crypto/index.ts";
import { createGivenBlocks } from "../car/GivenBlocks.ts";
import { readCar, readRepo, verifyRecordProof, verifyRepo, writeCar, writeRepo } from "../index.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const collection = "com.example.note";
const key = await generateKey("secp256k1");
const makeRepo = (count: number) =>
  writeRepo(
    Array.from({ length: count }, (_, n) => ({ collection, rkey: `n${n}`, value: { $type: collection, n } })),
    { did, key },
  );

/** The pieces of a repository, and what becomes of them: how many were asked for, whether it was left. */
function pieces(bytes: Uint8Array, size: number, wait?: (at: number) => Promise<void>) {
  const seen = { given: 0, isClosed: false };
  const source = (async function* () {
    try {
      for (let at = 0; at < bytes.length; at += size) {
        await wait?.(at);
        seen.given += size;
        yield bytes.slice(at, at + size);
      }
    } finally {
      seen.isClosed = true;
    }
  })();
  return { seen, source };
}

describe("a source", () => {
  test("is closed when the loop is left, and not read on", async () => {
    const bytes = (await makeRepo(500)).bytes();
    const { seen, source } = pieces(bytes, 1000);
    for await (const _ of readRepo(source, { key: key.did })) break;
    assert.deepEqual([seen.isClosed, seen.given < bytes.length / 2], [true, true]);
    const car = pieces(bytes, 1000);
    for await (const _ of await readCar(car.source)) break;
    assert.equal(car.seen.isClosed, true);
    const { promise, resolve } = Promise.withResolvers<void>();
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes.slice(0, 1000)),
      cancel: () => resolve(),
    });
    await assert.rejects(verifyRepo(stream, { key: key.did }), { name: "RepoError" });
    await promise;
  });

  test("is closed when something is refused, whatever reads it", async () => {
    const bytes = (await makeRepo(50)).bytes();
    const other = (await generateKey("p256")).did;
    const readers = [
      (source: AsyncIterable<Uint8Array>) => verifyRepo(source, { key: other }),
      (source: AsyncIterable<Uint8Array>) => readRepo(source, { key: other }).next(),
      (source: AsyncIterable<Uint8Array>) => verifyRecordProof(source, { did, collection, rkey: "n1", key: other }),
    ];
    for (const read of readers) {
      const { seen, source } = pieces(bytes, 1000);
      await assert.rejects(read(source), { code: "signature_invalid" });
      assert.equal(seen.isClosed, true);
    }
  });

  test("that stands still is given up by the signal, and one that was aborted before is not read", async () => {
    const bytes = (await makeRepo(500)).bytes();
    const controller = new AbortController();
    const { source } = pieces(bytes, 1000, async (at) => {
      if (at < 5000) return;
      controller.abort(new Error("enough"));
      await new Promise(() => {});
    });
    const records = readRepo(source, { key: key.did, signal: controller.signal });
    await assert.rejects(
      async () => {
        for await (const _ of records);
      },
      { code: "aborted" },
    );
    const late = pieces(bytes, 1000);
    await assert.rejects(verifyRepo(late.source, { key: key.did, signal: AbortSignal.abort() }), { code: "aborted" });
    assert.equal(late.seen.given, 0);
    const proof = pieces(bytes, 1000);
    const about = { did, collection, rkey: "n1", key: key.did, signal: AbortSignal.abort() };
    await assert.rejects(verifyRecordProof(proof.source, about), { code: "aborted" });
  });
});

test("verifyRepo counts what readRepo gives, and refuses what it refuses", async () => {
  const repo = await makeRepo(123);
  const verified = await verifyRepo(repo.bytes(), { did, key: key.did });
  const { cid, rev, data, prev } = repo;
  assert.deepEqual(verified, { cid, did, rev, data, prev, records: 123 });
  await assert.rejects(verifyRepo(repo.bytes().subarray(0, -1), { key: key.did }), { reason: "truncated" });
  await assert.rejects(verifyRepo(repo.bytes(), {}), { code: "invalid_option" });
  await assert.rejects(verifyRepo(repo.bytes(), { verify: "all" as never }), { code: "invalid_option" });
});

describe("blocks that were given", () => {
  const cidOf = (n: number): Uint8Array => {
    const cid = new Uint8Array(36).fill(n);
    cid.set([1, 0x71, 0x12, 32, n & 255, n >> 8]);
    // Many of them are alike at their ends, where the table looks.
    return cid;
  };

  test("are all found, however many, and those of one end as well", () => {
    const given = createGivenBlocks(Number.POSITIVE_INFINITY);
    for (let n = 0; n < 3000; n++) given.add(cidOf(n), Uint8Array.of(n & 255, n >> 8));
    for (let n = 0; n < 3000; n++) assert.deepEqual(given.get(cidOf(n)), Uint8Array.of(n & 255, n >> 8));
    assert.deepEqual([given.get(cidOf(3000)), given.hasForgotten], [undefined, false]);
  });

  test("are forgotten beyond the bound, the oldest first, and that is remembered", () => {
    const given = createGivenBlocks(20_000);
    for (let n = 0; n < 1000; n++) given.add(cidOf(n), new Uint8Array(100));
    const kept = Array.from({ length: 1000 }, (_, n) => n).filter((n) => given.get(cidOf(n)));
    assert.equal(given.hasForgotten, true);
    assert.ok(kept.length * 141 <= 20_000 && kept.length * 141 >= 10_000 - 141, `${kept.length}`);
    assert.deepEqual(
      kept,
      Array.from({ length: kept.length }, (_, n) => 1000 - kept.length + n),
    );
    given.add(cidOf(2000), new Uint8Array(30_000));
    assert.equal(given.get(cidOf(2000)), undefined);
  });
});

test("no more waits than is allowed, whatever comes", async () => {
  const repo = await makeRepo(400);
  const blocks = [];
  for await (const block of await readCar(repo.bytes())) blocks.push(block);
  const waiting = blocks.toReversed();
  const needed = waiting.slice(0, -1).reduce((sum, { bytes }) => sum + bytes.length, 0);
  const read = (maxStash: number): Promise<{ records: number }> =>
    verifyRepo(writeCar([repo.cid], waiting), { key: key.did, maxStash });
  assert.equal((await read(needed)).records, 400);
  await assert.rejects(read(needed - 1), { code: "stash_exceeded", reason: "out_of_order" });
});

test("a file that changes while it is read is refused", async () => {
  const repo = await makeRepo(20);
  const blocks = [];
  for await (const block of await readCar(repo.bytes())) blocks.push(block);
  const chunks = [];
  for await (const chunk of writeCar([repo.cid], blocks.toReversed())) chunks.push(chunk);
  const bytes = Uint8Array.from(Buffer.concat(chunks));
  const file = {
    async *chunks() {
      yield bytes;
    },
    // As another program leaves it.
    read: async (start: number, end: number) => bytes.slice(start, end).fill(0),
  };
  await assert.rejects(verifyRepo(file, { key: key.did, maxStash: 0 }), { code: "block_mismatch" });
});
