import assert from "node:assert/strict";
import { test } from "node:test";
import { cidForRecord } from "../../data/cidFor.ts";
import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { putRecord } from "../../lexicons/com/atproto/repo/putRecord.ts";
import { isDatetime } from "../../syntax/datetime.ts";
import type { Client } from "../../xrpc/contract/Call.ts";
import { WriteOutcomeUnknownError } from "../../xrpc/errors/WriteOutcomeUnknownError.ts";
import { update } from "../index.ts";
import { account, CID, DID, type Sent } from "./testing/account.ts";

type Value = { [key: string]: unknown };

/** One record, as a server keeps it. */
interface FakeRecord {
  readonly client: Client;
  /** What is there; undefined: nothing. */
  value: Value | undefined;
  /** What was asked, in order: `get`, `put`. */
  readonly asked: string[];
  readonly puts: Sent[];
}

const error = (name: string, status = 400): Response => Response.json({ error: name, message: name }, { status });

/**
 * @param fate says what becomes of a request, by its place among those of its kind, from 1 on: what it gives is the answer; where
 * it throws, nothing was done; where it gives a function that is called when it is done, and what that throws is lost on the way back.
 */
function fakeRecord(
  value: Value | undefined,
  fate: (kind: string, count: number) => Response | (() => void) | undefined = () => undefined,
): FakeRecord {
  const asked: string[] = [];
  const puts: Sent[] = [];
  const { client } = account(async ({ url }, sent) => {
    const kind = url.pathname.endsWith("getRecord") ? "get" : "put";
    asked.push(kind);
    if (kind === "put") puts.push(sent);
    const what = fate(kind, asked.filter((one) => one === kind).length);
    if (what instanceof Response) return what;
    const answer = kind === "get" ? await read() : await write(sent);
    what?.();
    return answer;
  });
  const record: FakeRecord = { client: client.with({ retry: { baseDelay: 1 } }), value, asked, puts };
  const uri = `at://${DID}/${Profile.nsid}/self`;
  async function read(): Promise<unknown> {
    if (record.value === undefined) return error("RecordNotFound");
    return { uri, cid: await cidForRecord(record.value), value: record.value };
  }
  async function write({ record: next, swapRecord }: Sent): Promise<unknown> {
    const before = record.value && (await cidForRecord(record.value));
    const cid = await cidForRecord(next);
    // As the official server does, before it looks at anything else.
    if (cid === before) return { uri, cid, validationStatus: "unknown" };
    if (swapRecord !== undefined && (swapRecord ?? undefined) !== before) return error("InvalidSwap");
    record.value = next as Value;
    return { uri, cid, commit: { cid, rev: "3jzfcijpj2z2a" }, validationStatus: "unknown" };
  }
  return record;
}

const first = { $type: Profile.nsid, displayName: "a" };
const add = (letter: string) => (profile: Profile) => ({ ...profile, displayName: `${profile.displayName}${letter}` });
const lose = (): never => {
  throw new TypeError("fetch failed");
};

test("`update` reads, changes and writes what it has read", async () => {
  const record = fakeRecord(first);
  const updated = await update(record.client, Profile, {}, async (profile) => add("b")(profile));
  const value = { $type: Profile.nsid, displayName: "ab" };
  assert.deepEqual(record.value, value);
  assert.deepEqual(record.puts, [
    { repo: DID, collection: Profile.nsid, rkey: "self", record: value, swapRecord: await cidForRecord(first) },
  ]);
  const uri = `at://${DID}/${Profile.nsid}/self`;
  const { commit, ...rest } = updated;
  assert.equal(commit?.cid, updated.cid);
  const cid = await cidForRecord(value);
  assert.deepEqual(rest, { uri, cid, rkey: "self", value, validationStatus: "unknown" });
});

test("a server that does not say which version it gives is told by the value which one is meant", async () => {
  const record = fakeRecord(first, (kind) =>
    kind === "get" ? Response.json({ uri: `at://${DID}/${Profile.nsid}/self`, value: first }) : undefined,
  );
  const change = (profile: Profile): Profile => {
    profile.description = "changed in place, which it should not be";
    return add("b")(profile);
  };
  await update(record.client, Profile, {}, change);
  assert.equal(record.puts[0]?.swapRecord, await cidForRecord(first));
  const { cid } = await update(record.client, Profile, {}, () => undefined);
  assert.equal(cid, await cidForRecord(first));
});

test("where somebody else was faster it begins again, with what they wrote", async () => {
  const record = fakeRecord(first, (kind, count) => {
    if (kind === "put" && count < 3) record.value = { ...record.value, description: `${count}` };
    return undefined;
  });
  const seen: unknown[] = [];
  await update(record.client, Profile, {}, (profile) => {
    seen.push(profile.description);
    return add("b")(profile);
  });
  assert.deepEqual(record.value, { ...first, displayName: "ab", description: "2" });
  assert.deepEqual(record.asked, ["get", "put", "get", "put", "get", "put"]);
  assert.deepEqual(seen, [undefined, "1", "2"]);
});

test("somebody else who writes the very same value was faster too, though the server does not say so", async () => {
  const value = { ...first, displayName: "ab" };
  const record = fakeRecord(first, (kind, count) => {
    if (kind === "put" && count === 1) record.value = value;
    return undefined;
  });
  await update(record.client, Profile, {}, add("b"));
  assert.equal(record.value?.displayName, "abb");

  // There is nothing more to do where the change makes no difference.
  const same = fakeRecord(first, (kind, count) => {
    if (kind === "put" && count === 1) same.value = value;
    return undefined;
  });
  const set = (profile: Profile): Profile => ({ ...profile, displayName: "ab" });
  const { cid } = await update(same.client, Profile, {}, set);
  assert.deepEqual([same.value, cid, same.puts.length], [value, await cidForRecord(value), 2]);
  // Nor where it made none to begin with.
  await update(same.client, Profile, {}, set, { attempts: 1 });

  const only = fakeRecord(first, (kind) => {
    if (kind === "put") only.value = value;
    return undefined;
  });
  await assert.rejects(update(only.client, Profile, {}, add("b"), { attempts: 1 }), (caught: unknown) => {
    assert.ok(putRecord.isError(caught, "InvalidSwap"), `${caught}`);
    assert.match(caught.message, /putRecord: InvalidSwap: somebody else has written the same value to at:.*self \(see/);
    assert.deepEqual([caught.status, caught.headers instanceof Headers], [400, true]);
    assert.ok(!JSON.stringify(caught).includes("headers"));
    return true;
  });

  // A server that says neither when it has written, nor when it has not, is believed.
  const silent = fakeRecord(first, (kind) =>
    kind === "put" ? Response.json({ uri: `at://${DID}/${Profile.nsid}/self`, cid: CID }) : undefined,
  );
  await update(silent.client, Profile, {}, add("b"));
  assert.equal(silent.puts.length, 1);
});

test("it gives up after so many attempts, and what it gives up with is the conflict", async (t) => {
  t.mock.method(Math, "random", () => 0);
  for (const [attempts, expected] of [
    [undefined, 5],
    [1, 1],
    [2, 2],
  ] as const) {
    const record = fakeRecord(first, (kind) => (kind === "put" ? error("InvalidSwap") : undefined));
    await assert.rejects(update(record.client, Profile, {}, add("b"), { attempts }), { error: "InvalidSwap" });
    assert.equal(record.puts.length, expected);
    assert.deepEqual(record.value, first);
  }
  // Another failure is no reason to begin again.
  const refused = fakeRecord(first, (kind) => (kind === "put" ? error("InvalidRequest") : undefined));
  await assert.rejects(update(refused.client, Profile, {}, add("b")), { error: "InvalidRequest" });
  assert.equal(refused.puts.length, 1);
});

test("after a read that failed nothing is written", async () => {
  const answers = [error("InternalServerError", 500), error("InvalidRequest"), Response.json({ uri: "x" })];
  const fates = [...answers.map((answer) => () => answer.clone()), lose];
  for (const fate of fates) {
    const record = fakeRecord(first, fate);
    const calls = { changed: 0 };
    const change = (): Profile => {
      calls.changed++;
      return {};
    };
    await assert.rejects(update(record.client, Profile, {}, change, { initial: {} }));
    assert.deepEqual([record.puts, calls.changed, record.value], [[], 0, first]);
  }
  const odd = fakeRecord({ $type: Profile.nsid, displayName: 5 });
  await assert.rejects(
    update(odd.client, Profile, {}, () => ({}), { initial: {} }),
    { code: "validation_failed" },
  );
  assert.deepEqual(odd.puts, []);
});

test("a record that is not there is an error, unless it is said what to begin with", async () => {
  const record = fakeRecord(undefined);
  await assert.rejects(update(record.client, Profile, {}, add("b")), { error: "RecordNotFound" });
  const initial: Profile = { displayName: "new" };
  const given: Profile[] = [];
  await update(
    record.client,
    Profile,
    {},
    (profile) => {
      given.push(profile);
      return add("!")(profile);
    },
    { initial },
  );
  assert.deepEqual(given, [{ $type: Profile.nsid, ...initial }]);
  assert.deepEqual(record.value, { $type: Profile.nsid, displayName: "new!" });
  assert.equal(record.puts[0]?.swapRecord, null);
  // It is there now.
  await update(record.client, Profile, {}, add("!"), { initial });
  assert.equal(record.value?.displayName, "new!!");

  // Somebody else was faster in creating it.
  const raced = fakeRecord(undefined, (kind, count) => {
    if (kind === "put" && count === 1) raced.value = first;
    return undefined;
  });
  await update(raced.client, Profile, {}, add("b"), { initial });
  assert.equal(raced.value?.displayName, "ab");
});

test("what a record begins with is written as it is too, and is dated", async () => {
  const record = fakeRecord(undefined);
  const { value } = await update(record.client, Post, "k", (post) => post, { initial: { text: "hi" } });
  assert.ok(isDatetime(value.createdAt));
  assert.deepEqual(record.value, { $type: Post.nsid, text: "hi", createdAt: value.createdAt });
});

test("where nothing changes, nothing is written", async () => {
  const record = fakeRecord(first);
  const ref = { uri: `at://${DID}/${Profile.nsid}/self`, cid: await cidForRecord(first), rkey: "self", value: first };
  assert.deepEqual(await update(record.client, Profile, {}, (profile) => profile), ref);
  assert.deepEqual(await update(record.client, Profile, {}, () => undefined), ref);
  assert.deepEqual(await update(record.client, Profile, {}, async () => undefined, { initial: {} }), ref);
  assert.deepEqual(record.puts, []);
  const missing = fakeRecord(undefined);
  const nothing = update(missing.client, Profile, {}, () => undefined, { initial: {} });
  await assert.rejects(nothing, { error: "RecordNotFound" });
  assert.deepEqual(missing.puts, []);
});

test("what does not fit is not written, and what `change` throws ends it", async () => {
  const record = fakeRecord(first);
  const long = (): Profile => ({ displayName: "x".repeat(1000) });
  await assert.rejects(update(record.client, Profile, {}, long), { code: "validation_failed" });
  const no = new Error("no");
  await assert.rejects(
    update(record.client, Profile, {}, () => {
      throw no;
    }),
    no,
  );
  assert.deepEqual(record.puts, []);
});

test("a signal ends it between its steps, and what was not written then is not written", {
  timeout: 20_000,
}, async (t) => {
  const record = fakeRecord(first);
  const aborted = { name: "AbortError", code: "aborted", cause: "enough" };
  for (const changed of [{ displayName: "b" }, undefined]) {
    const life = new AbortController();
    const change = async (): Promise<Profile | undefined> => {
      life.abort("enough");
      return changed;
    };
    await assert.rejects(update(record.client, Profile, {}, change, { signal: life.signal }), aborted);
    assert.deepEqual([record.puts, record.asked.length], [[], 1]);
    record.asked.length = 0;
    await assert.rejects(update(record.client, Profile, {}, change, { signal: life.signal }), aborted);
    assert.deepEqual(record.asked, []);
  }

  const waiting = new AbortController();
  const busy = fakeRecord(first, (kind) => {
    if (kind === "get") return undefined;
    setTimeout(() => waiting.abort("enough"));
    return error("InvalidSwap");
  });
  // It would wait for minutes.
  t.mock.method(Math, "random", () => 1000);
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  await assert.rejects(update(busy.client, Profile, {}, add("b"), { signal: waiting.signal, attempts: 1000 }), aborted);
  assert.equal(busy.puts.length, 1);
  assert.equal(timers(), before);
});

test("an answer that was lost is looked for: what was done is not done twice", async () => {
  // Done; its answer is lost.
  const done = fakeRecord(first, (kind, count) => (kind === "put" && count === 1 ? lose : undefined));
  const { cid } = await update(done.client, Profile, {}, add("b"));
  assert.deepEqual([done.value?.displayName, done.puts.length], ["ab", 1]);
  assert.equal(cid, await cidForRecord(done.value));

  // Not done: it is made again.
  const lost = fakeRecord(first, (kind, count) =>
    kind === "put" && count === 1 ? error("InternalServerError", 503) : undefined,
  );
  await update(lost.client, Profile, {}, add("b"));
  assert.deepEqual([lost.value?.displayName, lost.puts.length], ["ab", 2]);

  // Carried out after it was looked for: what the second attempt conflicts with is the first.
  const late = fakeRecord(first, (kind, count) => {
    if (kind !== "put" || count > 2) return undefined;
    if (count === 1) return error("InternalServerError", 503);
    late.value = late.puts[0]?.record as Value;
    return undefined;
  });
  await update(late.client, Profile, {}, add("b"));
  assert.deepEqual([late.value?.displayName, late.puts.length], ["ab", 2]);
});

test("where somebody else has written meanwhile, nobody can know, and it says so", async () => {
  // Done, and then written over: to begin again would do it twice.
  const over = fakeRecord(first, (kind, count) => {
    if (kind !== "put" || count > 1) return undefined;
    return () => {
      over.value = { ...over.value, description: "another's" };
      lose();
    };
  });
  const unknown = (caught: unknown): boolean => {
    assert.ok(caught instanceof WriteOutcomeUnknownError, `${caught}`);
    assert.deepEqual(caught.uris, [`at://${DID}/${Profile.nsid}/self`]);
    return true;
  };
  await assert.rejects(update(over.client, Profile, {}, add("b")), unknown);
  assert.equal(over.value?.displayName, "ab");

  // As before, but found out by the conflict of the second attempt.
  const later = fakeRecord(first, (kind, count) => {
    if (kind !== "put") return undefined;
    if (count === 1) return error("InternalServerError", 503);
    later.value = { ...(later.puts[0]?.record as Value), description: "another's" };
    return undefined;
  });
  await assert.rejects(update(later.client, Profile, {}, add("b")), unknown);
  assert.deepEqual([later.value?.displayName, later.puts.length], ["ab", 2]);

  // Nobody answers the question.
  const silent = fakeRecord(first, (kind, count) => (kind === "put" || count > 1 ? lose : undefined));
  await assert.rejects(update(silent.client, Profile, {}, add("b")), unknown);
});
