import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Profile } from "../../packages/bluesky/src/lexicons/app/bsky/actor/profile.ts";
import { Post } from "../../packages/bluesky/src/lexicons/app/bsky/feed/post.ts";
import { Threadgate } from "../../packages/bluesky/src/lexicons/app/bsky/feed/threadgate.ts";
import { getRecord } from "../../packages/bluesky/src/lexicons/com/atproto/repo/getRecord.ts";
import { putRecord } from "../../packages/bluesky/src/lexicons/com/atproto/repo/putRecord.ts";
import { uploadBlob } from "../../packages/bluesky/src/lexicons/com/atproto/repo/uploadBlob.ts";
import { createSession } from "../../packages/bluesky/src/lexicons/com/atproto/server/createSession.ts";
import {
  applyWrites,
  buildWrite,
  create,
  deleteRecord,
  get,
  list,
  planWrites,
  put,
  update,
} from "../../packages/bluesky/src/records/index.ts";
import { recordSchema } from "../../packages/bluesky/src/schema/RecordSchema.ts";
import { nextTid } from "../../packages/bluesky/src/syntax/tid.ts";
import { type Client, createClient } from "../../packages/bluesky/src/xrpc/index.ts";
import type { Account, Network } from "../../packages/devnet/src/index.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

const createdAt = "2024-01-01T00:00:00Z";
let network: Network;
let bob: Account;
let client: Client;
/** A client of the account whose answers to writes may be lost. */
let connect: (isLost?: () => boolean) => Client;

before(async () => {
  network = await borrowNetwork({ appView: false });
  bob = await network.createAccount("bob");
  const { pds } = network.network;
  const tokens = await createSession(createClient({ service: pds }), {
    identifier: "bob.test",
    password: bob.password,
  });
  connect = (isLost = () => false) => {
    const fetchHandler = async (path: string, init: RequestInit): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${tokens.accessJwt}`);
      const response = await fetch(new URL(path, pds), { ...init, headers });
      if (init.method !== "POST" || !isLost()) return response;
      // It shows after a while: others may have written since.
      await sleep(Math.random() * 100);
      throw new TypeError("fetch failed");
    };
    const session = { did: bob.did, handle: bob.handle, fetchHandler };
    return createClient({ session, network: network.network, retry: { baseDelay: 20 } });
  };
  client = connect();
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
  const again = { ...read.value, text: "hello again" };
  const changed = await put(client, Post, made, again, { swapRecord: made.cid });
  assert.notEqual(changed.cid, made.cid);
  const stale = await put(client, Post, made.rkey, read.value, { swapRecord: made.cid }).catch((e: unknown) => e);
  assert.ok(putRecord.isError(stale, "InvalidSwap"), `${stale}`);
  // The same again changes nothing. One's own repository can be named by its handle.
  const byHandle = `at://${bob.handle}/${Post.nsid}/${made.rkey}`;
  assert.equal((await put(client, Post, byHandle, again)).cid, changed.cid);
  await assert.rejects(deleteRecord(client, Post, made.uri, { swapRecord: made.cid }), { error: "InvalidSwap" });
  await deleteRecord(client, Post, byHandle, { swapRecord: changed.cid });
  await deleteRecord(client, Post, made.uri);
  const gone = await get(client, Post, made.uri).catch((e: unknown) => e);
  assert.ok(getRecord.isError(gone, "RecordNotFound"), `${gone}`);
});

test("a profile has its fixed key, and none before it", async () => {
  await put(client, Profile, {}, { displayName: "Bob" });
  const { value, cid, rkey } = await get(client, Profile, {});
  assert.deepEqual([value.displayName, rkey], ["Bob", "self"]);
  await assert.rejects(put(client, Profile, "self", { displayName: "B" }, { swapRecord: null }), {
    error: "InvalidSwap",
  });
  await put(client, Profile, {}, { ...value, description: "d" }, { swapRecord: cid });
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
    buildWrite.create(Post, { text: "gated" }, { rkey }),
    buildWrite.create(Threadgate, { post, allow: [] }, { rkey }),
  ]);
  assert.ok(commit?.cid);
  assert.deepEqual(
    results.map(({ uri }) => uri),
    [post, `at://${bob.did}/${Threadgate.nsid}/${rkey}`],
  );
  const gated = await get(client, Post, post);
  assert.equal(gated.cid, results[0]?.cid);
  const { value: gate } = await get(client, Threadgate, rkey);
  // Filled in, in the order of the writes.
  assert.equal(Date.parse(gate.createdAt) - Date.parse(gated.value.createdAt), 1);
  const cleared = await applyWrites(client, [
    buildWrite.delete(Threadgate, `at://${bob.handle}/${Threadgate.nsid}/${rkey}`),
    buildWrite.update(Post, gated, { text: "open", createdAt }),
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
  assert.equal((await list(anyone, Post, { repo: "bob.test" })).records.length, 3);
});

test("what lacks its `createdAt` gets the present time, which the server takes", async () => {
  const before = new Date().toISOString();
  const made = await create(client, Post, { text: "now" }, { serverValidation: true });
  const after = new Date().toISOString();
  const { value } = await get(client, Post, made);
  assert.ok(value.createdAt >= before && value.createdAt <= after, value.createdAt);
  await deleteRecord(client, Post, made);
});

test("writes of another repository are refused before anything is sent", async () => {
  const carol = await network.createAccount("carol");
  const before = (await list(client, Post)).records.length;
  const writes = [
    buildWrite.create(Post, { text: "never" }),
    buildWrite.delete(Post, `at://${carol.did}/${Post.nsid}/3jzfcijpj2z2a`),
  ];
  await assert.rejects(applyWrites(client, writes), { code: "wrong_repo" });
  await assert.rejects(planWrites(writes).run(client).next(), { code: "wrong_repo" });
  assert.equal((await list(client, Post)).records.length, before);
});

/** Loses the answers to so many writes. */
function losing(count: number): Client {
  let left = count;
  return connect(() => left-- > 0);
}

const Thing = recordSchema<{ readonly [key: string]: unknown }>("com.example.thing", () => {}, "any");

test("what the server stores in a form of its own is found where the answer is lost: nothing is done twice", async () => {
  const { blob } = await uploadBlob(client, new Blob(["a picture"], { type: "image/png" }));
  const half = "😀".slice(0, 1);
  const values: Record<string, unknown>[] = [
    { text: half, list: [`a${half}`, { [half]: "😀".slice(1) }] },
    { data: { $bytes: "AQI=" }, more: { $bytes: "AQI" }, blob },
    { z: 1, a: 2, $foo: { mm: 3, b: 4 }, é: 5, "😀": 6, "\uffff": 7 },
    { none: undefined, inner: { none: undefined }, nan: Number.NaN, map: new Map(), zero: -0 },
    { max: Number.MAX_SAFE_INTEGER, min: Number.MIN_SAFE_INTEGER, text: "👩‍👩‍👧 e\u0301 \0" },
  ];
  const options = { validate: { request: false } } as const;
  for (const [i, value] of values.entries()) {
    const before = (await list(client, Thing, { limit: 100 })).records.length;
    const made = await create(losing(1), Thing, value, options);
    const placed = await put(losing(1), Thing, `put-${i}`, value, options);
    const updated = await update(losing(1), Thing, `update-${i}`, () => value, { ...options, initial: {} });
    const replaced = await put(losing(1), Thing, made, { ...value, more: i }, { ...options, swapRecord: made.cid });
    const { results } = await applyWrites(
      losing(1),
      [buildWrite.update(Thing, `put-${i}`, { ...value, more: i }), buildWrite.create(Thing, value)],
      options,
    );
    const { records } = await list(client, Thing, { limit: 100 });
    assert.equal(records.length, before + 4);
    const there = records.map(({ cid }) => cid);
    for (const { cid } of [updated, replaced, ...results]) assert.ok(there.includes(cid ?? ""), JSON.stringify(value));
    assert.equal(placed.cid, made.cid);
  }
});

test("what the server stores as something else cannot be told from another record: nobody knows", async () => {
  const options = { validate: { request: false } } as const;
  for (const [i, value] of [
    { data: { $bytes: "A!!" } },
    { link: { $link: "nope" } },
    { inner: { $type: null } },
  ].entries()) {
    const unknown = { code: "write_outcome_unknown", message: /because there is neither what was there before/ };
    await assert.rejects(create(losing(1), Thing, value, options), unknown);
    await assert.rejects(put(losing(1), Thing, `odd-${i}`, value, options), unknown);
  }
  // What it refuses is not there, and is not said to be.
  for (const value of [{ x: 1.5 }, { x: 2 ** 53 }, JSON.parse('{"__proto__":1}')]) {
    await assert.rejects(create(losing(0), Thing, value, { ...options, rkey: "refused" }), { code: "xrpc_error" });
  }
  await assert.rejects(get(client, Thing, "refused"), { error: "RecordNotFound" });
});

test("a key that is taken: by the same record it is done, by another it is refused", async () => {
  const rkey = nextTid();
  const value = { text: "first" };
  const first = await create(client, Thing, value, { rkey });
  assert.equal((await create(client, Thing, value, { rkey })).cid, first.cid);
  await assert.rejects(create(client, Thing, { text: "second" }, { rkey }), { code: "xrpc_error", status: 500 });
  assert.deepEqual((await get(client, Thing, rkey)).value, { $type: Thing.nsid, ...value });
});

test("a put in place of a version, its answer lost and overwritten by somebody: nobody knows", async () => {
  const { rkey, cid } = await create(client, Thing, { text: "before" });
  let lost = false;
  const racing = connect(() => !lost);
  const overwrite = async (): Promise<void> => {
    // As soon as it is there.
    while ((await get(client, Thing, rkey)).cid === cid) await sleep(1);
    await put(client, Thing, rkey, { text: "another's" });
    lost = true;
  };
  const [ended] = await Promise.allSettled([
    put(racing, Thing, rkey, { text: "after" }, { swapRecord: cid }),
    overwrite(),
  ]);
  // Where it was looked for before it was overwritten, it was done.
  if (ended.status === "rejected") assert.equal(ended.reason.code, "write_outcome_unknown", `${ended.reason}`);
  assert.equal((await get(client, Thing, rkey)).value.text, "another's");
});

/** A record of a lexicon that the server does not know. */
interface Counter {
  readonly count: number;
}
const Counter = recordSchema<Counter>("com.example.counter", () => {}, "any");
const increment = ({ count }: Counter): Counter => ({ count: count + 1 });

test("20 increments that are made at the same time, by four clients, are all counted", async (t) => {
  const clients = Array.from({ length: 4 }, () => connect());
  let changes = 0;
  const change = (counter: Counter): Counter => {
    changes++;
    return increment(counter);
  };
  const options = { initial: { count: 0 }, attempts: 100 };
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) => update(clients[i % 4] ?? client, Counter, "concurrent", change, options)),
  );
  const { value, cid } = await get(client, Counter, "concurrent");
  t.diagnostic(`${changes} attempts`);
  assert.equal(value.count, 20);
  assert.ok(changes > 20, "they met each other");
  assert.deepEqual(
    results.map((result) => result.value.count).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  assert.equal(results.find((result) => result.value.count === 20)?.cid, cid);
});

test("increments whose answers are lost are counted once", async (t) => {
  let [lost, turn] = [0, 0];
  const flaky = connect(() => {
    const isLost = turn++ % 2 === 0;
    if (isLost) lost++;
    return isLost;
  });
  for (let i = 0; i < 20; i++) await update(flaky, Counter, "lost", increment, { initial: { count: 0 } });
  t.diagnostic(`${lost} answers lost`);
  assert.ok(lost > 5);
  assert.equal((await get(client, Counter, "lost")).value.count, 20);
});

interface Guests {
  readonly names: readonly string[];
}
const Guests = recordSchema<Guests>("com.example.guests", () => {}, "any");

test("with answers lost and others at it, each change is made once, or it is said that nobody knows", async (t) => {
  const isLost = (): boolean => Math.random() < 0.3;
  const clients = Array.from({ length: 4 }, () => connect(isLost));
  const invited = Array.from({ length: 24 }, (_, i) => `guest ${i}`);
  const options = { initial: { names: [] }, attempts: 100 };
  const ended = await Promise.allSettled(
    invited.map((name, i) =>
      update(clients[i % 4] ?? client, Guests, "list", ({ names }) => ({ names: [...names, name] }), options),
    ),
  );
  const { names } = (await get(client, Guests, "list")).value;
  let unknown = 0;
  for (const [i, name] of invited.entries()) {
    const end = ended[i];
    const times = names.filter((found) => found === name).length;
    if (end?.status === "fulfilled") assert.equal(times, 1, name);
    else {
      unknown++;
      assert.equal(end?.reason.code, "write_outcome_unknown", `${end?.reason}`);
      assert.ok(times <= 1, name);
    }
  }
  t.diagnostic(`${invited.length} changes, ${unknown} unknown`);
  assert.ok(unknown < invited.length);
});

test("an update that changes nothing writes nothing; one without a record needs something to begin with", async () => {
  const { cid, rkey } = await create(client, Post, { text: "stay" });
  const before = await get(client, Post, rkey);
  assert.deepEqual(await update(client, Post, rkey, (post) => post), before);
  assert.equal((await get(client, Post, rkey)).cid, cid);
  const missing = nextTid();
  await assert.rejects(
    update(client, Post, missing, (post) => post),
    (error: unknown) => getRecord.isError(error, "RecordNotFound"),
  );
  const made = await update(client, Post, missing, (post) => post, { initial: { text: "new" } });
  assert.ok(made.commit?.rev);
  assert.deepEqual((await get(client, Post, made)).value, made.value);
});
