import assert from "node:assert/strict";
import { test } from "node:test";
import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { applyWrites, buildWrite, create, deleteRecord, get, type ListOptions, list, put, update } from "../index.ts";
import { account, CID, DID, post } from "./testing/account.ts";
import { badFunctions, boom, endOf, isTyped } from "./testing/badFunctions.ts";

/** Pages that go on for ever, each with a record that does not fit between two that do. */
const pages = (): ReturnType<typeof account> => {
  let count = 0;
  return account(() => ({
    records: [post, { text: 5 }, post].map((value, i) => ({ uri: `at://${DID}/${Post.nsid}/k${i}`, cid: CID, value })),
    cursor: `${++count}`,
  }));
};

const profile = { uri: `at://${DID}/${Profile.nsid}/self`, cid: CID, value: { $type: Profile.nsid } };

/** Where something takes a function. */
const places: Record<string, (bad: () => never, signal: AbortSignal) => Promise<unknown>> = {
  "`change` of `update`": (change, signal) => update(account(() => profile).client, Profile, {}, change, { signal }),
  "`onInvalid` of `list`": (onInvalid, signal) => list(pages().client, Post, { onInvalid, signal }),
  "`onInvalid` of `list.pages`": (onInvalid, signal) => list.pages(pages().client, Post, { onInvalid, signal }).next(),
  "`onInvalid` of `list.items`": (onInvalid, signal) => list.items(pages().client, Post, { onInvalid, signal }).next(),
};

for (const [place, take] of Object.entries(places)) {
  for (const [kind, bad] of Object.entries(badFunctions)) {
    test(`${place}: one that ${kind} ends in time, and leaves nothing behind`, async () => {
      const { error, unhandled } = await endOf((signal) => take(bad, signal));
      assert.deepEqual(unhandled, []);
      // What it fails with at once is what its caller gets.
      if (kind === "throws" || kind === "rejects") assert.equal(error, boom);
      else {
        isTyped(error, place);
        assert.deepEqual([(error as { code?: string }).code, (error as Error).cause], ["aborted", "enough"]);
      }
    });
  }
}

test("an `onInvalid` that is async is waited for: what it has kept is there when the page is", async () => {
  const kept: string[] = [];
  const onInvalid = async ({ rkey }: { rkey: string }): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    kept.push(rkey);
  };
  const { records } = await list(pages().client, Post, { onInvalid });
  assert.deepEqual([records.length, kept], [2, ["k1"]]);
});

/** All that needs to know whose account it is. */
const needing: Record<string, (client: ClientLike, options: { signal?: AbortSignal; deadline?: number }) => unknown> = {
  create: (client, options) => create(client, Post, post, options),
  get: (client, options) => get(client, Post, "k", options),
  put: (client, options) => put(client, Post, "k", post, options),
  deleteRecord: (client, options) => deleteRecord(client, Post, "k", options),
  update: (client, options) => update(client, Post, "k", () => undefined, options),
  applyWrites: (client, options) => applyWrites(client, [buildWrite.delete(Post, "k")], options),
  "applyWrites, of a handle": (client, options) =>
    applyWrites(client, [buildWrite.delete(Post, `at://alice.test/${Post.nsid}/k`)], { repo: DID, ...options }),
  list: (client, options) => list(client, Post, options),
  "list.items": (client, options) => list.items(client, Post, options).next(),
};

for (const [name, call] of Object.entries(needing)) {
  test(`${name}: the session that it waits for is within its limits`, async () => {
    for (const [kind, ready] of Object.entries(badFunctions)) {
      const { client, sent } = account(undefined, { did: undefined, ready });
      const { error, unhandled } = await endOf(async (signal) => call(client, { signal }));
      assert.deepEqual(unhandled, []);
      if (kind === "throws" || kind === "rejects") assert.equal(error, boom);
      else assert.deepEqual([(error as { code?: string }).code, (error as Error).cause], ["aborted", "enough"]);
      assert.deepEqual(sent, []);
    }
    const silent = account(undefined, { did: undefined, ready: badFunctions["never ends"] });
    const late = { code: "timeout", limit: "deadline", after: 30, attempts: 0, retryable: true };
    await assert.rejects(async () => call(silent.client, { deadline: 30 }), late);
    await assert.rejects(async () => call(silent.client.with({ deadline: 30 }), {}), late);
    assert.deepEqual(silent.sent, []);
  });

  // The deadline of what makes several calls is for each of them.
  if (/update|items/.test(name)) continue;
  test(`${name}: its deadline is that of the whole, with the session that it waits for`, async () => {
    let did: string | undefined;
    const ready = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      did = DID;
    };
    // It does not answer.
    const { client } = account(() => new Promise(() => {}), {
      get did() {
        return did;
      },
      get handle() {
        return did && "alice.test";
      },
      ready,
    });
    const started = performance.now();
    await assert.rejects(
      async () => call(client, { deadline: 200 }),
      (error: { code?: string }) => {
        assert.match(error.code ?? "", /^(?:timeout|write_outcome_unknown)$/);
        return true;
      },
    );
    const time = performance.now() - started;
    assert.ok(time > 190 && time < 330, `${time} ms`);
  });
}

test("a list of nothing but empty pages, or of the same page again and again, ends", async () => {
  for (const read of [list.pages, list.items]) {
    let count = 0;
    const empty = account(() => ({ records: [], cursor: `${++count}` }));
    const all = async (options: ListOptions): Promise<void> => {
      for await (const _ of read<Post>(empty.client, Post, options));
    };
    await assert.rejects(all({}), { code: "invalid_response", message: /100 empty pages/ });
    assert.equal(empty.sent.length, 100);
    await assert.rejects(all({ maxEmptyPages: 3 }), { code: "invalid_response" });
    assert.equal(empty.sent.length, 103);
  }
});

test("a list that is left early asks for nothing more, and leaves nothing behind", async () => {
  for (const read of [list.pages, list.items]) {
    const { client, sent } = pages();
    const { error } = await endOf(async (signal) => {
      const options = { signal, onInvalid: () => {}, deadline: 10_000 };
      for await (const _ of read<Post>(client, Post, options)) break;
      // Left before it has begun, and by what its reader throws.
      await read<Post>(client, Post, options).return();
      await assert.rejects(async () => {
        for await (const _ of read<Post>(client, Post, options)) throw boom;
      }, boom);
      const opened = read<Post>(client, Post, options);
      await opened.next();
      await opened.return();
      assert.deepEqual(await opened.next(), { done: true, value: undefined });
    });
    assert.equal(error, undefined);
    assert.equal(sent.length, 3);
  }
  const { client, sent } = pages();
  let count = 0;
  for await (const _ of list.items(client, Post, { max: 2, onInvalid: () => {} })) count++;
  assert.deepEqual([count, sent.length], [2, 1]);
});
