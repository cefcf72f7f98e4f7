import assert from "node:assert/strict";
import { test } from "node:test";
import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { Threadgate } from "../../lexicons/app/bsky/feed/threadgate.ts";
import { recordSchema } from "../../schema/RecordSchema.ts";
import { isTid } from "../../syntax/tid.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { type FakeRequest, fakeFetch } from "../../xrpc/testing/fakeFetch.ts";
import { applyWrites, buildWrite, create, deleteRecord, get, list, put } from "../index.ts";
import { account, CID, DID, post } from "./testing/account.ts";

test("`create` fills the type in, chooses the key, and takes the answer apart", async () => {
  const { client, sent } = account();
  const made = await create(client, Post, post, { swapCommit: CID, serverValidation: true });
  const [input] = sent;
  assert.ok(isTid(input?.rkey));
  assert.deepEqual(input, {
    repo: DID,
    collection: Post.nsid,
    rkey: made.rkey,
    record: { $type: Post.nsid, ...post },
    validate: true,
    swapCommit: CID,
  });
  assert.deepEqual(made, {
    uri: `at://${DID}/${Post.nsid}/${made.rkey}`,
    cid: CID,
    rkey: made.rkey,
    value: { $type: Post.nsid, ...post },
  });
});

test("keys follow the lexicon's kind", async () => {
  const { client, sent } = account();
  const any = recordSchema<object>("com.example.any", () => {}, "any");
  const nsid = recordSchema<object>("com.example.nsid", () => {}, "nsid");
  await create(client, Profile, {});
  await create(client, any, {});
  await create(client, any, {}, { rkey: "my:key" });
  await create(client, nsid, {}, { rkey: "a.b.c" });
  await put(client, Profile, {}, {});
  await put(client, Post, "old-key", post);
  const keys = sent.map(({ rkey }) => rkey);
  assert.deepEqual(keys, ["self", keys[1], "my:key", "a.b.c", "self", "old-key"]);
  assert.ok(isTid(keys[1]));
  const invalid = { code: "invalid_record_key" };
  await assert.rejects(create(client, Profile, {}, { rkey: "other" }), invalid);
  await assert.rejects(create(client, nsid, {}), invalid);
  await assert.rejects(create(client, nsid, {}, { rkey: "nope" }), invalid);
  await assert.rejects(create(client, any, {}, { rkey: "a/b" }), invalid);
  await assert.rejects(put(client, Post, {}, post), invalid);
  assert.equal(sent.length, 6);
});

test("records are validated strictly before they are sent, unless told otherwise", async () => {
  const { client, sent } = account();
  const odd = { ...post, createdAt: "yesterday" };
  await assert.rejects(create(client, Post, odd), { code: "validation_failed", schema: Post.nsid });
  await assert.rejects(put(client, Post, "a", odd), { code: "validation_failed" });
  await assert.rejects(applyWrites(client, [buildWrite.create(Post, odd)]), { code: "validation_failed" });
  const mislabelled = { ...post, $type: "a.b.c" } as unknown as Post;
  await assert.rejects(create(client, Post, mislabelled), { code: "validation_failed" });
  assert.equal(sent.length, 0);
  await create(client, Post, odd, { validate: { request: "shape" } });
  await create(client.with({ validate: false }), Post, odd);
  assert.equal(sent.length, 2);
});

test("whose repository: the one named, or the session's, or an error", async () => {
  const { client, sent } = account();
  await create(client, Post, post, { repo: "alice.test" });
  assert.equal(sent[0]?.repo, "alice.test");
  const { fetch } = fakeFetch();
  await assert.rejects(create(createClient({ fetch }), Post, post), { code: "no_repo" });
});

test("`get` takes the version that is wanted; the shape is checked", async () => {
  const { client, sent } = account();
  const uri = `at://${DID}/${Post.nsid}/3jzfcijpj2z2a`;
  const read = await get(client, Post, uri);
  assert.deepEqual(read, { uri, cid: CID, rkey: "3jzfcijpj2z2a", value: { $type: Post.nsid, ...post } });
  await get(client, Post, { uri }, { cid: CID });
  assert.deepEqual(
    sent.map(({ repo, rkey, cid }) => [repo, rkey, cid]),
    [
      [DID, "3jzfcijpj2z2a", undefined],
      [DID, "3jzfcijpj2z2a", CID],
    ],
  );
  const odd = account(() => ({ uri, cid: CID, value: { text: 5 } }));
  await assert.rejects(get(odd.client, Post, uri), { code: "validation_failed" });
  assert.deepEqual((await get(odd.client, Post, uri, { validate: { response: false } })).value, { text: 5 });
});

test("`deleteRecord` and `put` pass their conditions on", async () => {
  const { client, sent, requests } = account();
  await deleteRecord(client, Post, `at://${DID}/${Post.nsid}/a`, { swapRecord: CID });
  await deleteRecord(client, Profile, {});
  await put(client, Profile, {}, {}, { swapRecord: null });
  assert.deepEqual(sent, [
    { repo: DID, collection: Post.nsid, rkey: "a", swapRecord: CID },
    { repo: DID, collection: Profile.nsid, rkey: "self" },
    { repo: DID, collection: Profile.nsid, rkey: "self", record: { $type: Profile.nsid }, swapRecord: null },
  ]);
  assert.match(requests[0]?.url.href ?? "", /deleteRecord$/);
});

test("`list` reads pages and items; records of another shape are thrown, or handed over", async () => {
  const page = (keys: unknown[], cursor?: string) => ({
    records: keys.map((text, index) => ({
      uri: `at://${DID}/${Post.nsid}/k${index}`,
      cid: CID,
      value: { ...post, text },
    })),
    cursor,
  });
  const answer = ({ url }: FakeRequest): unknown =>
    url.searchParams.has("cursor") ? page(["c"]) : page(["a", "b"], "next");
  const { client } = account(answer);
  const first = await list(client, Post, { limit: 2 });
  assert.equal(first.cursor, "next");
  assert.deepEqual(first.records[1], {
    uri: `at://${DID}/${Post.nsid}/k1`,
    cid: CID,
    rkey: "k1",
    value: { ...post, text: "b" },
  });
  assert.ok(!("cursor" in (await list(client, Post, { cursor: "next" }))));
  const texts: string[] = [];
  for await (const { value } of list.items(client, Post)) texts.push(value.text);
  assert.deepEqual(texts, ["a", "b", "c"]);
  let count = 0;
  for await (const _ of list.items(client, Post, { max: 1 })) count++;
  for await (const { records: some } of list.pages(client, Post)) count += some.length;
  assert.equal(count, 4);

  const odd = account(() => page(["a", 5]));
  await assert.rejects(list(odd.client, Post), { code: "validation_failed" });
  const seen: unknown[] = [];
  const { records: fitting } = await list(odd.client, Post, {
    onInvalid: ({ rkey }, error) => seen.push(rkey, error.code),
  });
  assert.equal(fitting.length, 1);
  assert.deepEqual(seen, ["k1", "validation_failed"]);
});

test("`applyWrites` sends all at once and gives results in order", async () => {
  const { client, sent } = account(() => ({
    commit: { cid: CID, rev: "3jzfcijpj2z2a" },
    results: [
      {
        $type: "com.atproto.repo.applyWrites#createResult",
        uri: "at://did:plc:x/a.b.c/k",
        cid: CID,
        validationStatus: "valid",
      },
      { $type: "com.atproto.repo.applyWrites#updateResult", uri: `at://${DID}/${Profile.nsid}/self`, cid: CID },
      { $type: "com.atproto.repo.applyWrites#deleteResult" },
    ],
  }));
  const gate = { post: `at://${DID}/${Post.nsid}/k`, createdAt: post.createdAt };
  const { results, commit } = await applyWrites(
    client,
    [
      buildWrite.create(Threadgate, gate, { rkey: "k" }),
      buildWrite.update(Profile, {}, {}),
      buildWrite.delete(Post, "k"),
    ],
    { swapCommit: CID },
  );
  assert.equal(commit?.rev, "3jzfcijpj2z2a");
  await assert.rejects(applyWrites(client, [buildWrite.update(Post, {}, post)]), { code: "invalid_record_key" });
  assert.deepEqual(sent[0], {
    repo: DID,
    swapCommit: CID,
    writes: [
      {
        $type: "com.atproto.repo.applyWrites#create",
        collection: Threadgate.nsid,
        rkey: "k",
        value: { $type: Threadgate.nsid, ...gate },
      },
      {
        $type: "com.atproto.repo.applyWrites#update",
        collection: Profile.nsid,
        rkey: "self",
        value: { $type: Profile.nsid },
      },
      { $type: "com.atproto.repo.applyWrites#delete", collection: Post.nsid, rkey: "k" },
    ],
  });
  assert.deepEqual(
    results.map(({ rkey, cid, validationStatus }) => [rkey, cid, validationStatus]),
    [
      ["k", CID, "valid"],
      ["self", CID, undefined],
      ["k", undefined, undefined],
    ],
  );
});
