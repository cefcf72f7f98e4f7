import { importKey, type Signer } from "bluesky/crypto";
import { cidForRecord, encodeCbor } from "bluesky/data";
import { type Block, createCommit, type ReadRepoOptions, readCar, readRepo, writeCar, writeRepo } from "bluesky/repo";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const rev = "3jzfcijpj2z2a";
const post = { $type: "app.bsky.feed.post", text: "hi", createdAt: "2026-01-31T12:00:00.000Z" };

/** A key that gives the same signature each time, so that messages are the same every time: nobody's. */
async function fixedKey(): Promise<Signer> {
  const { did: own, curve } = await importKey("1".repeat(64), { curve: "secp256k1" });
  return { did: own, curve, sign: async () => new Uint8Array(64).fill(1) };
}

/** A repository of three posts, block by block. */
async function begin(): Promise<{ root: string; blocks: Block[]; bytes: Uint8Array }> {
  const records = ["3jzfcijpj2z2a", "3jzfcijpj2z2b", "3jzfcijpj2z2c"].map((rkey, n) => {
    return { collection: "app.bsky.feed.post", rkey, value: { ...post, text: `post ${n}` } };
  });
  const repo = await writeRepo(records, { did, rev, key: await fixedKey() });
  const blocks: Block[] = [];
  for await (const block of await readCar(repo.bytes())) blocks.push(block);
  return { root: repo.cid, blocks, bytes: repo.bytes() };
}

async function readAll(source: Parameters<typeof readRepo>[0], options: ReadRepoOptions): Promise<void> {
  for await (const _ of readRepo(source, options));
}

const blockOf = async (value: object): Promise<Block> => ({
  cid: await cidForRecord(value),
  bytes: encodeCbor(value),
});

/** A repository whose tree has only this node at its top. */
async function withTop(node: object, ...records: Block[]): Promise<AsyncIterable<Uint8Array>> {
  const top = await blockOf(node);
  const commit = await createCommit({ did, rev, data: top.cid }, await fixedKey());
  return writeCar([commit.cid], [commit, top, ...records]);
}

/** Repositories that are not what they say they are. */
export const failedRepo: Readonly<
  Record<
    | "carInvalid"
    | "carCutOff"
    | "blockMismatch"
    | "blockMissing"
    | "stashExceeded"
    | "commitInvalid"
    | "signatureInvalid"
    | "treeInvalid"
    | "recordInvalid",
    () => Promise<unknown>
  >
> = {
  async carInvalid() {
    const page = "<!doctype html><title>Not found</title><h1>Not found</h1><p>There is nothing here.</p>";
    await readAll(new TextEncoder().encode(page), { verify: "hash" });
  },
  async carCutOff() {
    const { bytes } = await begin();
    await readAll(bytes.subarray(0, -10), { verify: "hash" });
  },
  async blockMismatch() {
    const { root, blocks } = await begin();
    const changed = blocks.map(({ cid, bytes }, n) => ({
      cid,
      bytes: n === 2 ? bytes.map((byte) => byte ^ 1) : bytes,
    }));
    await readAll(writeCar([root], changed), { verify: "hash" });
  },
  async blockMissing() {
    const { root, blocks } = await begin();
    await readAll(writeCar([root], blocks.slice(0, -1)), { verify: "hash" });
  },
  async stashExceeded() {
    const { root, blocks } = await begin();
    await readAll(writeCar([root], blocks.toReversed()), { verify: "hash", maxStash: 100 });
  },
  async commitInvalid() {
    const { bytes } = await begin();
    await readAll(bytes, { did: "did:plc:ar7c4by46qjdydhdevvrndac", verify: "hash" });
  },
  async signatureInvalid() {
    const { bytes } = await begin();
    await readAll(bytes, { did, key: (await fixedKey()).did });
  },
  async treeInvalid() {
    const record = await blockOf(post);
    const key = new TextEncoder().encode("app.bsky.feed.post/3jzfcijpj2z2a");
    const entry = { k: key, p: 0, t: null, v: { $link: record.cid } };
    const twice = { ...entry, k: new Uint8Array(0), p: key.length };
    await readAll(await withTop({ e: [entry, twice], l: null }, record), { verify: "hash" });
  },
  async recordInvalid() {
    const record = await blockOf(post);
    const key = new TextEncoder().encode("app.bsky.feed.post/3jzfcijpj2z2a");
    // A fraction, which the data model does not have.
    const bytes = Uint8Array.of(0xa1, 0x61, 0x78, 0xf9, 0x3e, 0);
    const cid = "bafyreiaprmiqfqeinfm7dsyjxh37dhxqpjkfrvh3hvsmmwrmttfapfhkzq";
    const entry = { k: key, p: 0, t: null, v: { $link: cid } };
    const repo = await withTop({ e: [entry], l: null }, { ...record, cid, bytes });
    await readAll(repo, { verify: "none" });
  },
};
