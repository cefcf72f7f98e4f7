import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { Like, Post } from "bluesky/app/bsky/feed";
import { type Client, createClient } from "bluesky/client";
import { getRecord, getRepo } from "bluesky/com/atproto/sync";
import { createIdentityResolver, type IdentityResolver } from "bluesky/identity";
import {
  type Commit,
  type RecordProof,
  RepoError,
  type RepoErrorReason,
  readCar,
  readRepo,
  verifyRecordProof,
  writeCar,
} from "bluesky/repo";
import { type Account, type Network, startNetwork } from "bluesky-devnet";

let net: Network;
let client: Client;
let alice: Account;
let bob: Account;
let agent: AtpAgent;
let identity: IdentityResolver;
let post: { uri: string; cid: string };
const collection = "app.bsky.feed.post";

before(async () => {
  net = await startNetwork({ appView: false });
  client = createClient({ network: net.network, service: net.network.pds });
  identity = createIdentityResolver({ network: net.network });
  [alice, bob] = [await net.createAccount("alice"), await net.createAccount("bob")];
  agent = new AtpAgent({ service: net.network.pds });
  await agent.login({ identifier: alice.handle, password: alice.password });
  post = await agent.post({ text: "the first" });
  const writes = Array.from({ length: 150 }, (_, n) => ({
    $type: "com.atproto.repo.applyWrites#create" as const,
    ...{ collection, value: { $type: collection, text: `post ${n}`, createdAt: new Date().toISOString() } },
  }));
  await agent.com.atproto.repo.applyWrites({ repo: alice.did, writes });
  await agent.like(post.uri, post.cid);
});
after(() => net?.close());

const rkeyOf = (uri: string): string => uri.split("/").at(-1) ?? "";
const refused = (promise: Promise<unknown>, reason: RepoErrorReason): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof RepoError, String(error));
    assert.equal(error.reason, reason, error.message);
    return true;
  });

describe("readRepo of a server's stream", { timeout: 60_000 }, () => {
  it("gives each record once, by its schema, signed by the key of the DID document", async () => {
    const { did } = alice;
    const posts: string[] = [];
    const commits: Commit[] = [];
    const onCommit = (found: Commit): void => void commits.push(found);
    const stream = await getRepo(client, { did });
    for await (const { uri, value } of readRepo(stream, { did, identity, schemas: [Post], onCommit })) {
      assert.match(uri, new RegExp(`^at://${did}/${collection}/`));
      posts.push(value.text);
    }
    const expected = ["the first", ...Array.from({ length: 150 }, (_, n) => `post ${n}`)];
    assert.deepEqual(posts.toSorted(), expected.toSorted());
    const { data: latest } = await agent.com.atproto.sync.getLatestCommit({ did });
    assert.deepEqual(
      commits.map(({ cid, rev, did: owner }) => [cid, rev, owner]),
      [[latest.cid, latest.rev, did]],
    );
    const likes: string[] = [];
    for await (const { value } of readRepo(await getRepo(client, { did }), { did, identity, schemas: [Like] })) {
      likes.push(value.subject.uri);
    }
    assert.deepEqual(likes, [post.uri]);
  });

  it("is refused where it is another account's, or its key is", async () => {
    const read = async (did: string, options: object): Promise<void> => {
      for await (const _ of readRepo(await getRepo(client, { did }), { identity, ...options }));
    };
    await read(bob.did, { did: bob.did });
    await refused(read(bob.did, { did: alice.did }), "wrong_account");
    const { signingKey: key } = await identity.resolveIdentity(alice.did);
    await refused(read(bob.did, { key }), "wrong_key");
  });
});

describe("verifyRecordProof of a server's answer", { timeout: 60_000 }, () => {
  const prove = async (rkey: string, options: object = {}): Promise<RecordProof> => {
    const { did } = alice;
    const answer = await getRecord(client, { did, collection, rkey });
    return verifyRecordProof(answer, { did, collection, rkey, identity, ...options });
  };

  it("proves what is there, and what is not", async () => {
    const there = await prove(rkeyOf(post.uri));
    assert.equal(there.exists, true);
    assert.deepEqual([there.cid, (there.value as { text?: unknown }).text], [post.cid, "the first"]);
    const { data } = await agent.com.atproto.sync.getLatestCommit({ did: alice.did });
    assert.equal(there.commit.rev, data.rev);
    for (const rkey of ["2222222222222", "3jzfcijpj2z2a", "zzzzzzzzzzzzz"]) {
      const { exists, cid, value } = await prove(rkey);
      assert.deepEqual([exists, cid, value], [false, undefined, undefined]);
    }
  });

  it("refuses an answer that was tampered with, or is about another record", async () => {
    const { did } = alice;
    const rkey = rkeyOf(post.uri);
    const bytes = await (await getRecord(client, { did, collection, rkey })).bytes();
    const options = { did, collection, rkey, identity };
    const { roots, ...car } = await readBlocks(bytes);
    const changed = bytes.slice();
    const at = Buffer.from(bytes).indexOf("the first");
    assert.ok(at > 0);
    changed[at] = "T".charCodeAt(0);
    await refused(verifyRecordProof(changed, options), "wrong_hash");
    await refused(verifyRecordProof(bytes.slice(0, -1), options), "truncated");
    // Without the record itself, and without a node on the way to it.
    for (const drop of [post.cid, car.blocks.find(({ cid }) => cid !== roots[0] && cid !== post.cid)?.cid]) {
      const rest = car.blocks.filter(({ cid }) => cid !== drop);
      await refused(verifyRecordProof(writeCar(roots, rest), options), "missing");
    }
    await refused(verifyRecordProof(bytes, { ...options, did: bob.did }), "wrong_account");
    const { signingKey: key } = await identity.resolveIdentity(bob.did);
    await refused(verifyRecordProof(bytes, { ...options, key }), "wrong_key");
  });
});

async function readBlocks(
  bytes: Uint8Array,
): Promise<{ roots: readonly string[]; blocks: { cid: string; bytes: Uint8Array }[] }> {
  const car = await readCar(bytes);
  const blocks: { cid: string; bytes: Uint8Array }[] = [];
  for await (const block of car) blocks.push(block);
  return { roots: car.roots, blocks };
}
