import assert from "node:assert/strict";
import { test } from "node:test";
import { Profile } from "../../../lexicons/app/bsky/actor/profile.ts";
import { Generator } from "../../../lexicons/app/bsky/feed/generator.ts";
import { Like } from "../../../lexicons/app/bsky/feed/like.ts";
import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { isDatetime } from "../../../syntax/datetime.ts";
import { applyWrites, buildWrite, create, put } from "../../index.ts";
import { account, CID, DID, post, type Sent } from "../testing/account.ts";

/** The records that were sent with a commit. */
function valuesOf(sent: Sent | undefined): unknown[] {
  return ((sent?.writes ?? []) as { value: unknown }[]).map(({ value }) => value);
}

/** The `createdAt` of what was sent. */
function createdAt(record: unknown): string {
  const { createdAt: found } = record as { createdAt?: string };
  assert.ok(isDatetime(found), `${found}`);
  return found;
}

test("`create` fills in the present time where the lexicon requires it, and leaves what is given", async () => {
  const { client, sent } = account();
  const before = new Date().toISOString();
  await create(client, Post, { text: "now" });
  await create(client, Post, { text: "now too", createdAt: undefined });
  const after = new Date().toISOString();
  for (const { record } of sent) assert.ok(createdAt(record) >= before && createdAt(record) <= after);
  assert.deepEqual(Object.keys(sent[0]?.record as object), ["$type", "text", "createdAt"]);

  await create(client, Post, post);
  assert.equal(createdAt(sent[2]?.record), post.createdAt);
  // Its lexicon has a `createdAt`, and does not require it.
  await create(client, Profile, {});
  assert.deepEqual(sent[3]?.record, { $type: Profile.nsid });
  // Whatever its key is.
  await create(client, Generator, { did: DID, displayName: "feed" }, { rkey: "feed" });
  createdAt(sent[4]?.record);
});

test("what is put says itself when it was created", async () => {
  const { client, sent } = account();
  // @ts-expect-error: its `createdAt` is missing
  const undated: Post = { text: "when?" };
  await assert.rejects(put(client, Post, "k", undated), { code: "validation_failed" });
  await assert.rejects(applyWrites(client, [buildWrite.update(Post, "k", undated)]), { code: "validation_failed" });
  assert.deepEqual(sent, []);
});

test("writes of one commit sort in their order, and none comes from the future", async () => {
  const { client, sent } = account();
  const subject = { uri: `at://${DID}/${Post.nsid}/k`, cid: CID };
  const writes = [
    buildWrite.create(Post, { text: "1" }),
    buildWrite.create(Like, { subject }),
    buildWrite.create(Post, post),
    buildWrite.create(Post, { text: "2" }),
  ];
  const before = Date.now();
  await applyWrites(client, writes);
  const after = Date.now();
  const values = valuesOf(sent[0]).map(createdAt);
  assert.equal(values[2], post.createdAt);
  const [first = 0, second = 0, last = 0] = [values[0], values[1], values[3]].map((value) => Date.parse(value ?? ""));
  assert.deepEqual([second - first, last - second], [1, 2]);
  assert.ok(last >= before && last <= after);
  // A write is filled in when it is made, not when it is described: the same one can be made later.
  await new Promise((resolve) => setTimeout(resolve, 10));
  await applyWrites(client, writes.slice(0, 1));
  const [again] = valuesOf(sent[1]).map(createdAt);
  assert.ok(Date.parse(again ?? "") > last);
});
