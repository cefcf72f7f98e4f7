import assert from "node:assert/strict";
import { test } from "node:test";
import { recordSchema } from "../../../schema/RecordSchema.ts";
import { createClient } from "../../../xrpc/client/createClient.ts";
import type { Client, ClientLike } from "../../../xrpc/contract/Call.ts";
import { callError } from "../../../xrpc/errors/CallError.ts";
import type { NetworkError } from "../../../xrpc/errors/NetworkError.ts";
import type { TimeoutError } from "../../../xrpc/errors/TimeoutError.ts";
import { WriteOutcomeUnknownError } from "../../../xrpc/errors/WriteOutcomeUnknownError.ts";
import { applyWrites, buildWrite, create, deleteRecord, put, update } from "../../index.ts";
import { commitWrites } from "../applyWrites.ts";
import { DID, type FakePds, type Fate, fakePds } from "../testing/fakePds.ts";
import { byValue } from "./byValue.ts";

/** A collection of which nothing is known. */
type Thing = { readonly [key: string]: unknown };
const Thing = recordSchema<Thing>("com.example.thing", () => {}, "any");
const path = (rkey: string): string => `${Thing.nsid}/${rkey}`;
const rkey = "k";
const LINK = "bafyreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
const RAW = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
const half = "😀".slice(0, 1);

/** Whatever is given is sent. */
const unchecked = { validate: { request: false } } as const;

/** The first write has this fate, all else is answered. */
const first =
  (fate: Fate) =>
  (operation: string, count: number): Fate =>
    operation !== "getRecord" && count === 1 ? fate : "answered";

/** How often something was written. */
const writesOf = ({ asked }: FakePds): number => asked.filter((name) => name !== "getRecord").length;

/** Everything that writes a record, to the key `k`. What is changed is there before. */
const writers: Record<string, (client: Client, value: Thing) => Promise<{ readonly cid?: string | undefined }>> = {
  create: (client, value) => create(client, Thing, value, { rkey, ...unchecked }),
  put: (client, value) => put(client, Thing, rkey, value, unchecked),
  "put in place of a version": async (client, value) => {
    const { cid } = await put(client, Thing, rkey, { before: true });
    return put(client, Thing, rkey, value, { swapRecord: cid, ...unchecked });
  },
  update: (client, value) => update(client, Thing, rkey, () => value, { initial: {}, ...unchecked }),
  "applyWrites: create": async (client, value) => {
    const { results } = await applyWrites(client, [buildWrite.create(Thing, value, { rkey })], unchecked);
    return results[0] ?? {};
  },
  "applyWrites: update": async (client, value) => {
    await put(client, Thing, rkey, { before: true });
    const { results } = await applyWrites(client, [buildWrite.update(Thing, rkey, value)], unchecked);
    return results[0] ?? {};
  },
  "a commit recognised by its values": async (client, value) => {
    const write = { action: "create", collection: Thing.nsid, rkey, value: { $type: Thing.nsid, ...value } } as const;
    const { results } = await commitWrites(client, DID, [write], { ...unchecked, once: byValue });
    return results[0] ?? {};
  },
};

/** A server on which the write itself has a fate, not the put that comes before some of them. */
function fated(name: string, fate: Fate): { readonly pds: FakePds; readonly writes: number } {
  const isPrepared = /version|: update/.test(name);
  let [armed, preparing] = [true, isPrepared];
  const pds = fakePds((operation) => {
    if (operation === "getRecord" || !armed) return "answered";
    if (!preparing) armed = false;
    else preparing = false;
    return armed ? "answered" : fate;
  });
  return { pds, writes: isPrepared ? 2 : 1 };
}

/** What a server stores in another form than it was sent, or in another order. */
const stored: Record<string, Thing> = {
  "half a surrogate pair": { text: half },
  "both halves, apart": { text: `a${"😀".slice(1)}b${half}`, deep: [{ text: half }] },
  "half a pair in a key": { [half]: 1 },
  "what looks like an escape": { text: "\\ud83d \\\\ud83d \u0007", [`\\ud83d${half}`]: "\\" },
  "padded bytes": { data: { $bytes: "AQI=" } },
  "bytes without padding": { data: { $bytes: "AQI" } },
  "keys in another order": { z: 1, a: 2, mm: 3, $foo: 4, A: 5, é: 6, "😀": 7, "\uffff": 8 },
  "undefined properties": { a: undefined, b: { c: undefined }, list: [undefined, null] },
  "no `$type`": { $type: undefined, text: "hi" },
  "a number that is none": { nan: Number.NaN, infinity: Number.POSITIVE_INFINITY, zero: -0 },
  "numbers at the limits": { max: Number.MAX_SAFE_INTEGER, min: Number.MIN_SAFE_INTEGER },
  "what JSON makes of others": { date: new Date(0), map: new Map([[1, 2]]), bytes: new Uint8Array([1, 2]) },
  "a link and a blob": {
    link: { $link: LINK },
    blob: { $type: "blob", ref: { $link: RAW }, mimeType: "image/png", size: 3 },
  },
  "text in several forms": { text: "👩‍👩‍👧 e\u0301 é \ufeff \0" },
};

for (const [name, write] of Object.entries(writers)) {
  test(`${name}: where the answer is lost, what the server stores in its own way is what was sent`, async () => {
    for (const [what, value] of Object.entries(stored)) {
      const { pds, writes } = fated(name, "unanswered");
      const { cid } = await write(pds.client, value).catch((error: unknown) => assert.fail(`${what}: ${error}`));
      assert.equal(cid, pds.records.get(path(rkey))?.cid, what);
      assert.equal(writesOf(pds), writes, `${what}: it was written again`);
    }
  });

  test(`${name}: what is not of the data model cannot be told from what is there: nobody knows`, async () => {
    const odd: Record<string, Thing> = {
      "no base 64": { data: { $bytes: "A!!" } },
      "a link beside others": { link: { $link: LINK, more: 1 } },
      "a link that is none": { link: { $link: "nope" } },
      "a blob with more": { blob: { $type: "blob", ref: { $link: RAW }, mimeType: "image/png", size: 3, more: 1 } },
      "a blob of the first days": { avatar: { cid: RAW, mimeType: "image/png" } },
      "a type that is none": { inner: { $type: null } },
    };
    for (const [what, value] of Object.entries(odd)) {
      // In a form of its own, whatever that is.
      const { pds, writes } = fated(name, () => pds.write(path(rkey), { $type: Thing.nsid, other: "form" }));
      await assert.rejects(
        write(pds.client, value),
        isUnknown(/neither what was there before nor what was sent/),
        what,
      );
      assert.equal(writesOf(pds), writes, `${what}: it was written again`);
    }
  });
}

/** An error that says that nobody knows, and why. */
function isUnknown(reason: RegExp, uris = [`at://${DID}/${path(rkey)}`]) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof WriteOutcomeUnknownError, `${error}`);
    assert.match(error.message, reason);
    assert.deepEqual(error.uris, uris);
    assert.ok(error.cause);
    return true;
  };
}

test("what is not of the data model and not there was not done, and fails as the server says", async () => {
  for (const value of [{ x: 1.5 }, { x: 2 ** 53 }]) {
    const pds = fakePds();
    await assert.rejects(create(pds.client, Thing, value, { ...unchecked, rkey }), { status: 500 });
    assert.equal(pds.records.size, 0);
  }
});

test("what is compared is what was sent, whatever the caller has made of the record since", async () => {
  const facets = [{ text: "before" }];
  const pds = fakePds(first(() => void facets.push({ text: "after" })));
  const { rkey: key, cid } = await create(pds.client, Thing, { facets });
  assert.deepEqual(pds.records.get(path(key)), { cid, value: { $type: Thing.nsid, facets: [{ text: "before" }] } });
});

test("a create that is late meets itself: the server refuses the second because of the first", async () => {
  for (const options of [{}, { rkey }]) {
    const pds = fakePds(first("late"));
    const { rkey: key, cid } = await create(pds.client, Thing, { text: half }, { ...options, ...unchecked });
    assert.deepEqual([...pds.records.keys()], [path(key)]);
    assert.equal(cid, pds.records.get(path(key))?.cid);
  }
});

test("a key that somebody else's record has is refused; without a word nobody knows", async () => {
  const taken = async (fate: Fate): Promise<FakePds> => {
    const pds = fakePds((operation) => (operation === "createRecord" ? fate : "answered"));
    await pds.write(path(rkey), { $type: Thing.nsid, text: "another's" });
    return pds;
  };
  const refused = await taken("answered");
  await assert.rejects(create(refused.client, Thing, { text: "mine" }, { rkey }), { status: 500 });
  for (const fate of ["lost", "unanswered"] as const) {
    const silent = await taken(fate);
    await assert.rejects(create(silent.client, Thing, { text: "mine" }, { rkey }), isUnknown(/neither what was there/));
  }
  // Under a key that was made for it there was nothing before.
  const edited = fakePds(
    first(async () => {
      for (const key of edited.records.keys()) await edited.write(key, { $type: Thing.nsid, text: "edited" });
    }),
  );
  await assert.rejects(create(edited.client, Thing, { text: "mine" }), WriteOutcomeUnknownError);
});

test("what is refused after an attempt in doubt is looked for once more", async () => {
  const refusals: Record<string, Response> = {
    "a limit": Response.json({ error: "RateLimitExceeded" }, { status: 429, headers: { "retry-after": "86400" } }),
    "another commit": Response.json({ error: "InvalidSwap" }, { status: 400 }),
    "an expired token": Response.json({ error: "ExpiredToken" }, { status: 400 }),
  };
  for (const [what, refusal] of Object.entries(refusals)) {
    let pds: FakePds;
    const fate = (operation: string, count: number): Fate => {
      if (operation === "getRecord" || count > 2) return "answered";
      if (count === 1) return "late";
      void pds.end();
      return refusal.clone();
    };
    pds = fakePds(fate);
    const { cid } = await create(pds.client, Thing, { text: "hi" }, { rkey });
    assert.equal(cid, pds.records.get(path(rkey))?.cid, what);
    // And where it was not done, it is said why.
    const lost = fakePds((operation, count) =>
      operation === "getRecord" ? "answered" : count === 1 ? "lost" : refusal.clone(),
    );
    await assert.rejects(create(lost.client, Thing, { text: "hi" }, { rkey }), { status: refusal.status }, what);
    assert.equal(lost.records.size, 0);
  }
});

test("a version to replace: where a third one is there, nobody knows", async () => {
  const third = { $type: Thing.nsid, text: "another's" };
  const begin = async (fate: (pds: FakePds) => Fate): Promise<{ pds: FakePds; swapRecord: string }> => {
    const pds: FakePds = fakePds((operation, count) =>
      operation !== "getRecord" && count === (operation === "putRecord" ? 2 : 1) ? fate(pds) : "answered",
    );
    const { cid } = await put(pds.client, Thing, rkey, { text: "before" });
    return { pds, swapRecord: cid };
  };
  const unknown = isUnknown(/neither what was there before nor what was sent/);
  // Done, its answer lost, and overwritten before it is looked for.
  const over = await begin((pds) => () => pds.write(path(rkey), third));
  await assert.rejects(put(over.pds.client, Thing, rkey, { text: "after" }, over), unknown);
  assert.equal(writesOf(over.pds), 2);
  // Done after it was looked for, and overwritten then.
  const late = await begin(() => "late");
  const { end } = late.pds;
  const racing = put(late.pds.client, Thing, rkey, { text: "after" }, late);
  const overwrite = async (): Promise<void> => {
    while (late.pds.asked.at(-1) !== "getRecord") await new Promise((resolve) => setImmediate(resolve));
    await end();
    await late.pds.write(path(rkey), third);
  };
  await Promise.all([assert.rejects(racing, unknown), overwrite()]);
  // Deleted, and made again by somebody.
  const again = await begin((pds) => () => pds.write(path(rkey), third));
  await assert.rejects(deleteRecord(again.pds.client, Thing, rkey, again), unknown);
  // Not there, where there must be none: it was not done, and is done again.
  const none = fakePds(first("lost"));
  await put(none.client, Thing, rkey, { text: "new" }, { swapRecord: null });
  assert.equal(writesOf(none), 2);
  const taken = fakePds(first(() => taken.write(path(rkey), third)));
  await assert.rejects(put(taken.client, Thing, rkey, { text: "new" }, { swapRecord: null }), unknown);
});

test("a commit is done as a whole: one record that only it can have made speaks for all", async () => {
  const pds = fakePds(
    first(async () => {
      // Another device is faster than the look-up.
      await pds.write(path("updated"), { $type: Thing.nsid, text: "another's" });
      await pds.write(path("deleted"), { $type: Thing.nsid, text: "made again" });
      for (const [key, { value }] of pds.records) if (JSON.stringify(value).includes("gone")) pds.records.delete(key);
    }),
  );
  await pds.write(path("updated"), { $type: Thing.nsid, text: "before" });
  await pds.write(path("deleted"), { $type: Thing.nsid, text: "before" });
  const { results } = await applyWrites(pds.client, [
    buildWrite.create(Thing, { text: "gone" }),
    buildWrite.update(Thing, "updated", { text: "after" }),
    buildWrite.delete(Thing, "deleted"),
    buildWrite.create(Thing, { text: "there" }),
  ]);
  assert.equal(writesOf(pds), 1);
  assert.deepEqual(
    results.map(({ cid }) => typeof cid),
    ["string", "string", "undefined", "string"],
  );
  assert.equal(results[3]?.cid, pds.records.get(path(results[3]?.rkey ?? ""))?.cid);
});

test("a commit whose records contradict each other is sent again; if that does not help, nobody knows", async () => {
  const writes = [buildWrite.update(Thing, "same", { text: "same" }), buildWrite.update(Thing, "other", { text: "b" })];
  const begin = async (fate: (operation: string, count: number) => Fate): Promise<FakePds> => {
    const pds = fakePds(fate);
    await pds.write(path("same"), { $type: Thing.nsid, text: "same" });
    await pds.write(path("other"), { $type: Thing.nsid, text: "a" });
    return pds;
  };
  const once = await begin(first("lost"));
  await applyWrites(once.client, writes);
  assert.equal(writesOf(once), 2);
  const never = await begin((operation) => (operation === "applyWrites" ? "lost" : "answered"));
  const uris = ["same", "other"].map((key) => `at://${DID}/${path(key)}`);
  await assert.rejects(applyWrites(never.client, writes), isUnknown(/its records contradict each other/, uris));
});

test("a server that was given up may be at it still", async () => {
  const silent = (client: Client): Client => client.with({ timeout: 30, retry: false });
  const pds = fakePds((operation) =>
    operation === "getRecord" ? "answered" : () => new Promise<void>((resolve) => setTimeout(resolve, 60)),
  );
  // It is done by then, and found.
  const { cid } = await create(silent(pds.client), Thing, { text: "hi" }, { rkey });
  assert.equal(cid, pds.records.get(path(rkey))?.cid);
  const slow = fakePds((operation) =>
    operation === "getRecord" ? "answered" : Response.json({ error: "UpstreamTimeout" }, { status: 504 }),
  );
  const gateway = slow.client.with({ retry: false });
  await assert.rejects(create(gateway, Thing, {}, { rkey }), isUnknown(/because it may still be carried out/));

  const hanging = fakePds(() => "answered");
  const { session } = hanging.client;
  assert.ok(session);
  const stuck = hanging.client.with({
    session: {
      did: DID,
      fetchHandler: (url, init) =>
        url.includes("getRecord") ? session.fetchHandler(url, init) : new Promise<Response>(() => {}),
    },
    timeout: 30,
    retry: false,
  });
  await assert.rejects(create(stuck, Thing, {}, { rkey }), isUnknown(/because it may still be carried out/));
  assert.equal(hanging.records.size, 0);
});

test("where nobody answers the question, it is said why; an abort after it was answered is an abort", async () => {
  const pds = fakePds((operation) =>
    operation === "getRecord" ? Response.json({ error: "Broken" }, { status: 500 }) : "unanswered",
  );
  await assert.rejects(
    create(pds.client, Thing, { text: "hi" }, { rkey }),
    isUnknown(/because looking for it failed \(com\.atproto\.repo\.getRecord: Broken \(HTTP 500\)\)/),
  );
  const life = new AbortController();
  const lost = fakePds((operation) => (operation === "getRecord" ? "answered" : "lost"));
  const patient = lost.client.with({
    retry: { baseDelay: 100_000, maxDelay: 100_000 },
    hooks: { onRetry: () => void setTimeout(() => life.abort("enough")) },
  });
  await assert.rejects(create(patient, Thing, {}, { signal: life.signal }), { code: "aborted", cause: "enough" });
  assert.equal(lost.records.size, 0);
});

test("a write that is said not to be idempotent is looked for as any other", async () => {
  const pds = fakePds(
    first(() => {
      throw new TypeError("fetch failed");
    }),
  );
  await create(pds.client, Thing, { text: "hi" }, { rkey, idempotent: false });
  // A 500 after the commit.
  const late = fakePds((operation, count) => {
    if (operation === "getRecord") return "answered";
    if (count === 1) return "late";
    late.end();
    return Response.json({ error: "InternalServerError" }, { status: 500 });
  });
  await create(late.client, Thing, { text: "hi" }, { rkey, idempotent: false });
  assert.deepEqual([pds.records.size, late.records.size], [1, 1]);
});

test("a look-up that never ends is given up with the call: nobody knows", async () => {
  for (const limits of [() => ({ deadline: 100 }), () => ({ signal: AbortSignal.timeout(100) })]) {
    const pds = fakePds((operation) => (operation === "getRecord" ? "answered" : "unanswered"));
    const { session } = pds.client;
    assert.ok(session);
    const client = pds.client.with({
      session: {
        did: DID,
        fetchHandler: (url, init) =>
          url.includes("getRecord") ? new Promise<Response>(() => {}) : session.fetchHandler(url, init),
      },
    });
    const started = performance.now();
    await assert.rejects(
      create(client, Thing, { text: "hi" }, { rkey, ...limits() }),
      isUnknown(/because looking for it/),
    );
    const time = performance.now() - started;
    assert.ok(time < 900, `${time} ms`);
    assert.equal(writesOf(pds), 1);
  }
});

test("the look-up is no procedure: what is said of the write alone is not said of it", async () => {
  let count = 0;
  const pds = fakePds((operation) => {
    if (operation !== "getRecord") return "unanswered";
    return count++ === 0 ? Response.json({ error: "Busy" }, { status: 503 }) : "answered";
  });
  const run = (client: ClientLike): Promise<unknown> =>
    create(client, Thing, { text: "hi" }, { rkey, idempotent: false, encoding: "x/y" });
  await run(pds.client);
  assert.equal(pds.records.size, 1);
});

test("a write whose session cannot be renewed was not done, whatever the renewal failed with", async () => {
  const about = { nsid: "com.atproto.server.refreshSession", method: "POST" } as const;
  const failures = [
    callError<NetworkError>("NetworkError", about, {
      code: "network_error",
      message: "the request failed",
      reason: "ECONNRESET",
    }),
    callError<TimeoutError>("TimeoutError", about, {
      code: "timeout",
      message: "no answer",
      limit: "timeout",
      after: 1,
    }),
  ];
  for (const failure of failures) {
    const asked: string[] = [];
    const fetchHandler = async (path: string): Promise<Response> => {
      asked.push(path);
      throw failure;
    };
    const client = createClient({ session: { did: DID, fetchHandler }, retry: false });
    await assert.rejects(create(client, Thing, {}, unchecked), (error) => error === failure);
    assert.equal(asked.length, 1, "nothing was looked for");
  }
});

test("a server that says that it cannot do this has not done it; any other failure of its own is looked into", async () => {
  for (const status of [501, 500, 502, 503, 599]) {
    const answer = (): Response => Response.json({ error: "Failure" }, { status });
    const pds = fakePds(first(answer()));
    const outcome = create(pds.client, Thing, {}, { ...unchecked, rkey, retry: false });
    await assert.rejects(outcome, { status });
    assert.equal(pds.asked.includes("getRecord"), status !== 501, `${status}`);
  }
});
