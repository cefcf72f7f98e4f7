import assert from "node:assert/strict";
import { test } from "node:test";
import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { Like } from "../../lexicons/app/bsky/feed/like.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { FakeRequest } from "../../xrpc/testing/fakeFetch.ts";
import {
  applyWrites,
  buildWrite,
  create,
  deleteRecord,
  get,
  list,
  planWrites,
  put,
  RecordsError,
  type RecordTarget,
  resumePlan,
  update,
} from "../index.ts";
import { account, CID, DID, post, type Sent } from "./testing/account.ts";

const rkey = "3jzfcijpj2z2a";
const uri = `at://${DID}/${Post.nsid}/${rkey}`;

/** Everything that takes a target. */
const takers: Record<string, (client: ClientLike, target: RecordTarget) => Promise<unknown>> = {
  get: (client, target) => get(client, Post, target),
  put: (client, target) => put(client, Post, target, post),
  deleteRecord: (client, target) => deleteRecord(client, Post, target),
  update: (client, target) => update(client, Post, target, (value) => ({ ...value, text: "ho" })),
  "buildWrite.update": async (client, target) => applyWrites(client, [buildWrite.update(Post, target, post)]),
  "buildWrite.delete": async (client, target) => applyWrites(client, [buildWrite.delete(Post, target)]),
  "buildWrite.delete, in a plan": async (client, target) =>
    planWrites([buildWrite.delete(Post, target)])
      .run(client)
      .next(),
};

/** The record that a request is about. */
function placeOf({ repo, rkey: own, writes }: Sent): unknown {
  const [write] = (writes ?? []) as { rkey: string }[];
  return [repo, own ?? write?.rkey];
}

for (const [name, take] of Object.entries(takers)) {
  test(`\`${name}\` takes a key, a URI, what has one, or repository and key`, async () => {
    const { client, sent } = account();
    const targets: RecordTarget[] = [rkey, uri, { uri }, { rkey }, { repo: DID, rkey }];
    // As views and results are, which have more.
    const made = { uri, cid: CID, rkey, author: {} };
    for (const target of [...targets, made]) await take(client, target);
    assert.ok(sent.length >= 6);
    for (const one of sent) assert.deepEqual(placeOf(one), [DID, rkey]);
  });

  test(`\`${name}\` refuses what names no record of the collection, and sends nothing`, async () => {
    const { client, sent } = account();
    const like = `at://${DID}/${Like.nsid}/${rkey}`;
    const code = /plan/.test(name) ? /^invalid_(?:plan|record_key)$/ : /^invalid_record_key$/;
    for (const target of ["", "a/b", "https://bsky.app/profile/alice.test/post/x", {}, { repo: DID }]) {
      await assert.rejects(
        take(client, target),
        (error: { code?: string }) => code.test(error.code ?? ""),
        `${target}`,
      );
    }
    await assert.rejects(take(client, like), (error: Error) => {
      assert.ok(error instanceof RecordsError);
      const { code: found, message } = error;
      assert.equal(found, "wrong_collection");
      assert.ok(message.startsWith(`expected the URI of a record in ${Post.nsid}, got ${like}`), message);
      return true;
    });
    await assert.rejects(take(client, { uri: like }), { code: "wrong_collection" });
    await assert.rejects(take(client, `at://${DID}`), { code: "wrong_collection" });
    await assert.rejects(take(client, "at://"), { code: "invalid_syntax" });
    await assert.rejects(take(client, { uri: rkey }), { code: "invalid_syntax" });
    assert.deepEqual(sent, []);
  });
}

test("a key that the lexicon fixes can be left out, in a URI too", async () => {
  const { client, sent } = account();
  for (const target of [{}, "self", { repo: DID }, `at://${DID}/${Profile.nsid}`]) {
    await deleteRecord(client, Profile, target);
    await applyWrites(client, [buildWrite.update(Profile, target, {})]);
  }
  assert.deepEqual([sent.length, ...new Set(sent.map((one) => `${placeOf(one)}`))], [8, `${DID},self`]);
});

test("the repository that a target names is that which is asked", async () => {
  const { client, sent } = account();
  const other = `at://bob.test/${Post.nsid}/${rkey}`;
  await get(client, Post, other);
  await get(client, Post, { repo: "bob.test", rkey });
  await put(client, Post, other, post);
  await deleteRecord(client, Post, other);
  assert.ok(sent.every(({ repo }) => repo === "bob.test"));
});

const other = `at://did:plc:bob/${Post.nsid}/${rkey}`;

for (const [name, write] of Object.entries({
  update: buildWrite.update(Post, other, post),
  delete: buildWrite.delete(Post, { repo: "did:plc:bob", rkey }),
})) {
  test(`${name}: a record of another repository is refused before anything is sent`, async () => {
    const { client, sent } = account(undefined, { handle: "alice.test" });
    const others = [buildWrite.create(Post, post), write, buildWrite.create(Post, post)];
    const wrong = (error: Error): boolean => {
      assert.ok(error instanceof RecordsError);
      assert.equal(error.code, "wrong_repo");
      assert.ok(error.message.includes(DID) && error.message.includes(other), error.message);
      return true;
    };
    await assert.rejects(applyWrites(client, others), wrong);
    const plan = planWrites(others);
    await assert.rejects(plan.run(client).next(), wrong);
    // Also where the writes are told by nothing but a checkpoint.
    const alone = planWrites(others, { selfContained: true });
    await assert.rejects(resumePlan(alone.checkpoint()).run(client).next(), wrong);
    assert.deepEqual(sent, []);
    assert.equal(plan.done, 0);
  });
}

test("a handle is a repository's, if it is the session's own; a session that is begun late is asked", async () => {
  const byHandle = [buildWrite.delete(Post, `at://Alice.test/${Post.nsid}/${rkey}`)];
  const known = account(undefined, { handle: "alice.test" });
  await applyWrites(known.client, byHandle);
  await applyWrites(known.client, [buildWrite.delete(Post, uri)], { repo: "alice.test" });
  await applyWrites(known.client, [buildWrite.delete(Post, `at://bob.test/${Post.nsid}/${rkey}`)], {
    repo: "bob.test",
  });
  await planWrites(byHandle).run(known.client).next();
  assert.deepEqual(
    known.sent.map(({ repo }) => repo),
    [DID, "alice.test", "bob.test", DID],
  );

  const { client, sent } = account();
  await assert.rejects(applyWrites(client, byHandle), { code: "wrong_repo" });
  // One's own, where it is another that is written to.
  const own = [buildWrite.delete(Post, uri)];
  await assert.rejects(applyWrites(client, own, { repo: "did:plc:bob" }), { code: "wrong_repo" });
  assert.deepEqual(sent, []);

  let handle: string | undefined;
  const late = account(undefined, {
    get handle() {
      return handle;
    },
    ready: async () => {
      handle = "alice.test";
    },
  });
  await applyWrites(late.client, byHandle);
  assert.equal(late.sent.length, 1);
});

test("a session that is begun late is begun by what needs to know its account, and by nothing else", async () => {
  let did: string | undefined;
  const begun: (AbortSignal | undefined)[] = [];
  const answer = ({ url }: FakeRequest): unknown => (url.href.includes("listRecords") ? { records: [] } : undefined);
  const { client, sent } = account(answer, {
    get did() {
      return did;
    },
    ready: async (options) => {
      begun.push(options?.signal);
      did = DID;
    },
  });
  const { signal } = new AbortController();
  await get(client, Post, uri);
  const { records } = await list(client, Post, { repo: "bob.test", limit: 1 });
  assert.deepEqual(records, []);
  assert.deepEqual(begun, []);
  const calls: ((options: { signal: AbortSignal }) => Promise<unknown>)[] = [
    (options) => create(client, Post, post, options),
    (options) => get(client, Post, rkey, options),
    (options) => put(client, Post, rkey, post, options),
    (options) => deleteRecord(client, Post, rkey, options),
    (options) => update(client, Post, rkey, () => undefined, options),
    (options) => applyWrites(client, [buildWrite.delete(Post, rkey)], options),
    (options) =>
      planWrites([buildWrite.delete(Post, rkey)])
        .run(client, options)
        .next(),
    (options) => list(client, Post, options),
    (options) => list.items(client, Post, options).next(),
  ];
  for (const call of calls) {
    did = undefined;
    sent.length = 0;
    begun.length = 0;
    await call({ signal });
    assert.deepEqual([begun.length, begun[0] === signal, sent[0]?.repo], [1, true, DID], `${call}`);
  }

  const nobody = account(undefined, { did: undefined, ready: async () => {} });
  await assert.rejects(create(nobody.client, Post, post), { code: "no_repo", message: /the client's session is no/ });
  const failing = account(undefined, { did: undefined, ready: () => Promise.reject(new Error("wrong password")) });
  await assert.rejects(create(failing.client, Post, post), { message: "wrong password" });
  assert.deepEqual([...nobody.sent, ...failing.sent], []);
});
