import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import type { CursorStore } from "../../../stream/model/CursorStore.ts";
import { createClient } from "../../../xrpc/client/createClient.ts";
import { json, serve } from "../../../xrpc/testing/serve.ts";
import type { StreamOptions } from "./StreamOptions.ts";
import { streamNotifications } from "./streamNotifications.ts";

const did = "did:plc:z72i7hdynmk6r22z27h6tvur";
const session = { did, fetchHandler: (path: string, init: RequestInit) => fetch(path, init) };

/** Something that happens at a time, in milliseconds. */
function event(name: string, at: number, reason = "mention"): Notification {
  return {
    uri: `at://${did}/app.bsky.feed.post/${name}`,
    cid: "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
    author: { did, handle: "alice.test" },
    reason,
    record: {},
    isRead: false,
    indexedAt: new Date(at).toISOString(),
  };
}

/** A server that lists as the official one does: by time alone, the next page begins below the time of the last one. */
async function serveNotifications(seenAt?: string) {
  const events: Notification[] = [];
  const down = { status: 0 };
  const server = await serve((request, response) => {
    if (down.status) return json(response, { error: "Down" }, down.status);
    const { searchParams } = new URL(request.url ?? "", "http://x");
    const limit = Number(searchParams.get("limit") ?? 50);
    const below = searchParams.get("cursor") ?? "9";
    const listed = events
      .filter(({ indexedAt }) => indexedAt < below)
      .sort((a, b) => (a.indexedAt < b.indexedAt ? 1 : -1));
    const page = listed.slice(0, limit);
    const cursor = listed.length > limit ? page.at(-1)?.indexedAt : undefined;
    json(response, { notifications: page, cursor, seenAt });
  });
  const client = createClient({
    session: { ...session, fetchHandler: (path, init) => fetch(new URL(path, server.url), init) },
    retry: false,
  });
  return { events, down, server, client, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function memoryCursor(): CursorStore & { text: string | undefined } {
  return {
    text: undefined,
    load() {
      return this.text;
    },
    save(text) {
      this.text = text;
    },
  };
}

type Served = Awaited<ReturnType<typeof serveNotifications>>;

/** The names of the next events of a stream, done or, of the last one, not. */
async function take({ client }: Served, count: number, options: StreamOptions, isDone = true): Promise<string[]> {
  const names: string[] = [];
  const stop = new AbortController();
  for await (const { uri } of streamNotifications(client, { every: 1, signal: stop.signal, ...options })) {
    names.push(uri.slice(uri.lastIndexOf("/") + 1));
    if (names.length < count) continue;
    if (!isDone) break;
    stop.abort();
  }
  return names;
}

describe("streamNotifications", { timeout: 60_000 }, () => {
  const T = Date.UTC(2026, 0, 1);

  it("gives what comes from now on, the oldest first, also the second time", async () => {
    await using served = await serveNotifications();
    for (let i = 0; i < 150; i++) served.events.push(event(`old${i}`, T + i));
    const cursor = memoryCursor();
    const first = take(served, 2, { cursor });
    while (cursor.text === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    served.events.push(event("b", T + 2_000), event("a", T + 1_000));
    assert.deepEqual(await first, ["a", "b"]);
    // While nobody was there.
    served.events.push(event("c", T + 3_000));
    assert.deepEqual(await take(served, 1, { cursor }), ["c"]);
    served.events.push(event("d", T + 4_000));
    assert.deepEqual(await take(served, 1, { cursor }), ["d"]);
  });

  it("gives what was in work again, and nothing else", async () => {
    await using served = await serveNotifications();
    const cursor = memoryCursor();
    served.events.push(event("a", T + 1), event("b", T + 2), event("c", T + 3));
    assert.deepEqual(await take(served, 2, { cursor, start: new Date(T) }, false), ["a", "b"]);
    // What has come late, and is older, goes first, also where it is in work when the next one ends.
    served.events.push(event("late", T + 1));
    assert.deepEqual(await take(served, 1, { cursor }, false), ["late"]);
    assert.deepEqual(await take(served, 3, { cursor }), ["late", "b", "c"]);
    served.events.push(event("d", T + 4));
    assert.deepEqual(await take(served, 1, { cursor }), ["d"]);
  });

  it("finds all of several of the same time, over the ends of pages, once", async () => {
    await using served = await serveNotifications();
    const names = Array.from({ length: 950 }, (_, i) => `n${i}`);
    // 95 of each time: no page ends where a time does.
    for (const [i, name] of names.entries()) served.events.push(event(name, T + Math.floor(i / 95)));
    const cursor = memoryCursor();
    const taken = await take(served, names.length, { cursor, start: new Date(T) });
    assert.deepEqual([...taken].sort(), [...names].sort());
    served.events.push(event("late", T + 9));
    assert.deepEqual(await take(served, 1, { cursor }), ["late"]);
  });

  it("gets past more of the same time than a page holds", async () => {
    await using served = await serveNotifications();
    for (let i = 0; i < 250; i++) served.events.push(event(`same${i}`, T + 5));
    served.events.push(event("below", T + 1));
    const [first] = await take(served, 1, { start: new Date(T) });
    assert.equal(first, "below");
  });

  it("finds what comes late, behind others, within `overlap` or among the hundred newest", async () => {
    await using served = await serveNotifications();
    const cursor = memoryCursor();
    for (let i = 0; i < 300; i++) served.events.push(event(`n${i}`, T + i * 1_000));
    const options = { cursor, start: new Date(T), overlap: 150_000 };
    await take(served, 300, options);
    served.events.push(event("within", T + 170_500), event("hidden", T + 100_500));
    assert.deepEqual(await take(served, 1, options), ["within"]);
    served.events.push(event("next", T + 300_000));
    assert.deepEqual(await take(served, 1, options), ["next"]);
    // Of the hundred newest nothing is too old, whatever the overlap.
    served.events.push(event("among", T + 220_500));
    assert.deepEqual(await take(served, 1, { ...options, overlap: 0 }), ["among"]);
    assert.ok((cursor.text ?? "").length < 10_000);
  });

  it("goes through thousands that have waited, some at a time", async () => {
    await using served = await serveNotifications();
    const names = Array.from({ length: 4_500 }, (_, i) => `n${i}`);
    for (const [i, name] of names.entries()) served.events.push(event(name, T + i));
    assert.deepEqual(await take(served, names.length, { start: new Date(T), overlap: 10 }), names);
    // Whoever is stopped soon gets to work all the same.
    const before = served.server.requests.length;
    assert.deepEqual(await take(served, 1, { start: new Date(T) }, false), ["n0"]);
    assert.ok(served.server.requests.length - before < 20);
    // Nor does it look through all the time in which nothing was.
    assert.deepEqual(await take(served, names.length, { start: new Date(0) }), names);
    const requests = served.server.requests.length;
    assert.deepEqual(await take(served, 1, { start: new Date(0) }, false), ["n0"]);
    assert.ok(served.server.requests.length - requests < 150);
  });

  it("begins with what was not seen, and gives the reasons that are wanted", async () => {
    await using served = await serveNotifications(new Date(T + 5).toISOString());
    served.events.push(event("seen", T + 4), event("like", T + 6, "like"), event("mention", T + 7));
    const cursor = memoryCursor();
    assert.deepEqual(await take(served, 1, { start: "unread", reasons: ["mention"], cursor }), ["mention"]);
    // The like is done with, too.
    served.events.push(event("another", T + 8));
    assert.deepEqual(await take(served, 1, { cursor }), ["another"]);
  });

  it("goes on after what passes, and ends with what does not", async () => {
    await using served = await serveNotifications();
    served.down.status = 503;
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }): void => {
      errors.push(error);
      if (errors.length === 3) served.down.status = 0;
      throw new Error("nobody's business");
    };
    served.events.push(event("a", T + 1));
    assert.deepEqual(await take(served, 1, { start: new Date(T), onError }), ["a"]);
    assert.deepEqual(
      errors.map((error) => Object(error).status),
      [503, 503, 503],
    );
    served.down.status = 400;
    await assert.rejects(take(served, 1, { start: new Date(T), onError }), { code: "xrpc_error", status: 400 });
    const full = { load: () => undefined, save: () => Promise.reject(new Error("full")) };
    served.down.status = 0;
    await assert.rejects(take(served, 1, { cursor: full }), /full/);
  });

  it("ends quietly by its signal, also while it waits or looks", async () => {
    await using served = await serveNotifications();
    const wait = take(served, 1, { every: 100_000, signal: AbortSignal.timeout(50) });
    assert.deepEqual(await wait, []);
    assert.deepEqual(await take(served, 1, { signal: AbortSignal.abort() }), []);
  });

  it("refuses a cursor of something else, and options that make no sense", async () => {
    await using served = await serveNotifications();
    const cursor = memoryCursor();
    served.events.push(event("a", T + 1));
    await take(served, 1, { cursor, start: new Date(T) });
    const other = cursor.text?.replace(did, "did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    for (const text of ["", "{}", "5", '{"v":1,"floor":1,"done":[[1]]}', other]) {
      const odd = { load: () => text, save: () => {} };
      await assert.rejects(take(served, 1, { cursor: odd }), { code: "invalid_option", option: "cursor" }, text);
    }
    for (const [option, value] of Object.entries({
      every: -1,
      overlap: "1h",
      start: "yesterday",
      cursor: {},
      signal: {},
    })) {
      const options = { signal: undefined, [option]: value } as StreamOptions;
      await assert.rejects(take(served, 1, options), { code: "invalid_option", option });
    }
  });
});
