import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Profile } from "../../packages/bluesky/src/lexicons/app/bsky/actor/profile.ts";
import { Post } from "../../packages/bluesky/src/lexicons/app/bsky/feed/post.ts";
import { Threadgate } from "../../packages/bluesky/src/lexicons/app/bsky/feed/threadgate.ts";
import { getRecord } from "../../packages/bluesky/src/lexicons/com/atproto/repo/getRecord.ts";
import { putRecord } from "../../packages/bluesky/src/lexicons/com/atproto/repo/putRecord.ts";
import { createSession } from "../../packages/bluesky/src/lexicons/com/atproto/server/createSession.ts";
import * as records from "../../packages/bluesky/src/records/index.ts";
import { nextTid } from "../../packages/bluesky/src/syntax/tid.ts";
import { type Client, createClient, isXrpcError } from "../../packages/bluesky/src/xrpc/index.ts";
import { type Account, type Network, startNetwork } from "../../packages/devnet/src/index.ts";

const { applyWrites, create, get, list, put, write } = records;
const createdAt = "2024-01-01T00:00:00Z";
let network: Network;
let bob: Account;
let client: Client;

before(async () => {
  network = await startNetwork({ appView: false });
  bob = await network.createAccount("bob");
  const { pds } = network.network;
  const tokens = await createSession(createClient({ service: pds }), {
    identifier: "bob.test",
    password: bob.password,
  });
  const session = {
    did: bob.did,
    fetchHandler: (path: string, init: RequestInit): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${tokens.accessJwt}`);
      return fetch(new URL(path, pds), { ...init, headers });
    },
  };
  client = createClient({ session, network: network.network });
});

after(() => network?.close());

test("create, get, put, delete", async () => {
  const made = await create(client, Post, { text: "hello", createdAt });
  assert.equal(made.validationStatus, "valid");
  assert.ok(made.commit?.rev);
  assert.equal(made.uri, `at://${bob.did}/${Post.nsid}/${made.rkey}`);
  const read = await get(client, Post, made);
  assert.deepEqual(read, {
    uri: made.uri,
    cid: made.cid,
    rkey: made.rkey,
    value: { $type: Post.nsid, text: "hello", createdAt },
  });
  const changed = await put(
    client,
    Post,
    { ...read.value, text: "hello again" },
    { rkey: made.rkey, swapRecord: made.cid },
  );
  assert.notEqual(changed.cid, made.cid);
  const stale = await put(client, Post, read.value, { rkey: made.rkey, swapRecord: made.cid }).catch((e: unknown) => e);
  assert.ok(isXrpcError(stale, putRecord, "InvalidSwap"), `${stale}`);
  // The same again changes nothing.
  assert.equal((await put(client, Post, { ...read.value, text: "hello again" }, { rkey: made.rkey })).cid, changed.cid);
  await assert.rejects(records.delete(client, Post, made.uri, { swapRecord: made.cid }), { error: "InvalidSwap" });
  await records.delete(client, Post, made.uri, { swapRecord: changed.cid });
  await records.delete(client, Post, made.uri);
  const gone = await get(client, Post, made.uri).catch((e: unknown) => e);
  assert.ok(getRecord.isError(gone, "RecordNotFound"), `${gone}`);
});

test("a profile has its fixed key, and none before it", async () => {
  await put(client, Profile, { displayName: "Bob" });
  const { value, cid, rkey } = await get(client, Profile, {});
  assert.deepEqual([value.displayName, rkey], ["Bob", "self"]);
  await assert.rejects(put(client, Profile, { displayName: "B" }, { swapRecord: null }), { error: "InvalidSwap" });
  await put(client, Profile, { ...value, description: "d" }, { swapRecord: cid });
});

test("a commit that is not the last is refused", async () => {
  const first = await create(client, Post, { text: "1", createdAt });
  await create(client, Post, { text: "2", createdAt }, { swapCommit: first.commit?.cid });
  await assert.rejects(create(client, Post, { text: "3", createdAt }, { swapCommit: first.commit?.cid }), {
    error: "InvalidSwap",
  });
});

test("a post and its gate in one commit, under one key; lists in either order", async () => {
  const rkey = nextTid();
  const post = `at://${bob.did}/${Post.nsid}/${rkey}`;
  const { results, commit } = await applyWrites(client, [
    write.create(Post, { text: "gated", createdAt }, { rkey }),
    write.create(Threadgate, { post, createdAt, allow: [] }, { rkey }),
  ]);
  assert.ok(commit?.cid);
  assert.deepEqual(
    results.map(({ uri }) => uri),
    [post, `at://${bob.did}/${Threadgate.nsid}/${rkey}`],
  );
  assert.equal((await get(client, Post, post)).cid, results[0]?.cid);
  const cleared = await applyWrites(client, [
    write.delete(Threadgate, { rkey }),
    write.update(Post, { text: "open", createdAt }, { rkey }),
  ]);
  assert.deepEqual(
    cleared.results.map(({ cid }) => typeof cid),
    ["undefined", "string"],
  );

  const texts: string[] = [];
  for await (const { value } of list.items(client, Post, { limit: 1, reverse: true })) texts.push(value.text);
  assert.deepEqual(texts, ["1", "2", "open"]);
  assert.deepEqual(
    (await list(client, Post)).records.map(({ value }) => value.text),
    ["open", "2", "1"],
  );
  // One's own repository by its handle, and without credentials.
  const anyone = createClient({ service: network.network.pds });
  assert.equal((await list(anyone, Post, {}, { repo: "bob.test" })).records.length, 3);
});
