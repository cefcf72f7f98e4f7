import { importKey } from "bluesky/crypto";
import {
  type Block,
  diffTrees,
  indexCar,
  readCar,
  readRepo,
  verifyRecordProof,
  writeCar,
  writeRepo,
} from "bluesky/repo";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const collection = "app.bsky.feed.post";
const createdAt = "2026-01-31T12:00:00.000Z";
// No key is made: not every platform has what that takes.
const key = () => importKey(new Uint8Array(32).fill(7), { curve: "secp256k1" });

const write = async (count: number, text = "Grüße ") =>
  writeRepo(
    Array.from({ length: count }, (_, n) => ({
      collection,
      rkey: `${1000 + n}`,
      value: { $type: collection, text: `${text}${n}`, createdAt },
    })),
    { did, key: await key() },
  );

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100) yield bytes.slice(at, at + 100);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const cases: Cases = {
  "a repository is written, and read from bytes and pieces": async () => {
    const repo = await write(50);
    const options = { did, key: (await key()).did };
    const records = await collect(readRepo(repo.bytes(), options));
    same([records.length, Object(records[7]?.value).text], [50, "Grüße 7"]);
    same(await collect(readRepo(inPieces(repo.bytes()), options)), records);
  },

  "a repository is read from a blob and a stream": async () => {
    const repo = await write(20);
    const options = { did, key: (await key()).did };
    same((await collect(readRepo(new Blob([repo.bytes()]), options))).length, 20);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(repo.bytes());
        controller.close();
      },
    });
    same((await collect(readRepo(stream, options))).length, 20);
  },

  "what was changed, or signed by somebody else, is refused": async () => {
    const repo = await write(5);
    const { did: own } = await key();
    const blocks = await collect<Block>(await readCar(repo.bytes()));
    const changed = blocks.map(({ cid, bytes }, n) => ({
      cid,
      bytes: n === 4 ? bytes.map((byte) => byte ^ 1) : bytes,
    }));
    await fails("block_mismatch", () => collect(readRepo(writeCar([repo.cid], changed), { key: own })));
    await fails("block_missing", () => collect(readRepo(writeCar([repo.cid], blocks.slice(0, -1)), { key: own })));
    const other = await importKey(new Uint8Array(32).fill(8), { curve: "secp256k1" });
    await fails("signature_invalid", () => collect(readRepo(repo.bytes(), { key: other.did })));
  },

  "a record is proven": async () => {
    const repo = await write(5);
    const about = { did, collection, key: (await key()).did };
    same((await verifyRecordProof(repo.bytes(), { ...about, rkey: "1003" })).exists, true);
    same((await verifyRecordProof(repo.bytes(), { ...about, rkey: "2000" })).exists, false);
  },

  "trees are compared": async () => {
    const [from, to] = [await write(5), await write(6)];
    const at = async (repo: typeof from) => ({ root: repo.data, blocks: await indexCar(repo.bytes()) });
    const changes = await collect(diffTrees(await at(from), await at(to)));
    same(
      changes.map(({ action, key: path }) => [action, path]),
      [["create", `${collection}/1005`]],
    );
  },
};
