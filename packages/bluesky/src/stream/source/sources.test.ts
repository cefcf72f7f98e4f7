import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate as tick } from "node:timers/promises";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { consume } from "../engine/consume.ts";
import type { EventStream } from "../engine/contract/EventStream.ts";
import type { StreamOptions } from "../engine/contract/StreamOptions.ts";
import { subscribe, subscribeEvents } from "../lexicons/network/bsky/jetstream.ts";
import { StreamError } from "../model/StreamError.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import { cidOf, didOf, frameOf, post } from "../testing/frames.ts";
import { memoryCursor } from "../testing/memoryCursor.ts";
import { cursorIn, type HostConnection, startHost, WEB_SOCKETS } from "../testing/startHost.ts";
import { jetstream } from "./jetstream.ts";
import { jetstreamV2 } from "./jetstreamV2.ts";
import { labels } from "./labels.ts";
import { tap } from "./tap.ts";

const QUICK: StreamOptions = { minDelay: 1, maxDelay: 20, start: "oldest" };
const cid = cidOf(encodeCbor(post("hi"))).text;
const time = "2026-11-01T12:00:00.000Z";
const start = Date.parse(time) * 1000;

async function take(stream: EventStream, count: number): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

/** What an event says, in short. */
function short(event: StreamEvent): unknown[] {
  switch (event.kind) {
    case "commit":
      return [event.action, event.uri, event.cid, event.record];
    case "identity":
      return ["identity", event.did, event.handle];
    case "account":
      return ["account", event.did, event.active, event.status];
    case "sync":
      return ["sync", event.did, event.reason];
    case "label":
      return ["label", event.did, event.label.val];
    case "info":
      return ["info", event.name];
  }
}

/** Events of Jetstream v1, by their times. */
function v1(us: number, rest: object, n = 1): string {
  const event = { did: didOf(n), time_us: us, ...rest };
  const message = { $type: "network.bsky.jetstream.subscribe#event", ...event };
  const parsed = subscribe.message.safeParse(message);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return JSON.stringify(event);
}

const commit = (rkey: string): object => ({
  kind: "commit",
  commit: {
    rev: "3jzfcijpj2z2a",
    operation: "create",
    collection: "app.bsky.feed.post",
    rkey,
    record: post("hi"),
    cid,
  },
});

describe("Jetstream v1", () => {
  const uri = (rkey: string, n = 1): string => `at://${didOf(n)}/app.bsky.feed.post/${rkey}`;

  test("gives events in the same shape, filtered by the server", async () => {
    const deletion = { rev: "3jzfcijpj2z2a", operation: "delete", collection: "app.bsky.feed.post", rkey: "a" };
    const relayed = { did: didOf(1), seq: 5, time };
    await using host = await startHost((connection) => {
      connection.send(v1(start, commit("a")));
      connection.send(v1(start + 1, { kind: "commit", commit: deletion }));
      connection.send(v1(start + 2, { kind: "identity", identity: { ...relayed, handle: "alice.test" } }));
      connection.send(v1(start + 3, { kind: "account", account: { ...relayed, active: false, status: "takendown" } }));
      connection.send(v1(start + 4, { kind: "future" }));
    });
    const stream = consume(jetstream(host.url), { ...QUICK, collections: ["app.bsky.feed.*"], dids: [didOf(1)] });
    const events = await take(stream, 4);
    assert.deepEqual(events.map(short), [
      ["create", uri("a"), cid, post("hi")],
      ["delete", uri("a"), undefined, undefined],
      ["identity", didOf(1), "alice.test"],
      ["account", didOf(1), false, "takendown"],
    ]);
    assert.deepEqual([events[0]?.seq, events[0]?.time], [start, time]);
    const { searchParams, pathname } = host.asked[0] ?? assert.fail();
    assert.equal(pathname, "/subscribe");
    assert.deepEqual(searchParams.getAll("wantedCollections"), ["app.bsky.feed.*"]);
    assert.deepEqual(searchParams.getAll("wantedDids"), [didOf(1)]);
  });

  test("long filters are sent as the first message", async () => {
    const hellos: unknown[] = [];
    await using host = await startHost((connection) => {
      connection.on("message", (data) => {
        hellos.push(JSON.parse(data.toString()));
        connection.send(v1(start, commit("a")));
      });
    });
    const dids = Array.from({ length: 200 }, (_, n) => didOf(n));
    await take(consume(jetstream(host.url), { ...QUICK, dids }), 1);
    assert.equal(host.asked[0]?.searchParams.get("requireHello"), "true");
    assert.deepEqual(hellos, [
      { type: "options_update", payload: { wantedCollections: [], wantedDids: dids, maxMessageSizeBytes: 0 } },
    ]);
  });

  test("events of the same microsecond are neither lost nor doubled over restarts", async () => {
    const log = ["a", "b", "c", "d"].map((rkey, index) => v1(start + (index < 3 ? 0 : 1), commit(rkey)));
    await using host = await startHost((connection, url) => {
      for (const text of log) if (JSON.parse(text).time_us >= (cursorIn(url) ?? 0)) connection.send(text);
      // Twice what came last.
      connection.send(log.at(-1) ?? "");
    });
    const cursor = memoryCursor();
    const found: string[] = [];
    for (const count of [1, 1, 2]) {
      const stream = consume(jetstream(host.url), { ...QUICK, cursor, saveEvery: 0 });
      let left = count;
      await stream.run((event) => {
        if (left-- <= 0) return new Promise((resolve) => setTimeout(resolve, 5));
        if (event.kind === "commit") found.push(event.rkey);
        if (left === 0) void stream.close();
        return undefined;
      });
    }
    assert.deepEqual(found, ["a", "b", "c", "d"]);
  });

  test("at another host it goes back by some seconds", async () => {
    await using first = await startHost((connection) => {
      connection.send(v1(start + 60e6, commit("a")));
    });
    await using second = await startHost((connection) => {
      connection.send(v1(start + 59e6, commit("b")));
    });
    const cursor = memoryCursor();
    await take(consume(jetstream(first.url), { ...QUICK, cursor, saveEvery: 0 }), 2 - 1);
    const saved = JSON.stringify({ v: 1, source: "jetstream", host: new URL(first.url).host, seq: start + 60e6 });
    const events = await take(consume(jetstream(second.url), { ...QUICK, cursor: memoryCursor(saved) }), 2);
    assert.deepEqual(
      events.map((event) => short(event)[0]),
      ["info", "create"],
    );
    assert.equal(second.asked[0]?.searchParams.get("cursor"), String(start + 50e6));
  });

  test("a cursor that was moved without a word is said", async () => {
    await using host = await startHost((connection) => {
      connection.send(v1(start + 3600e6, commit("a")));
    });
    const saved = JSON.stringify({ v: 1, source: "jetstream", host: new URL(host.url).host, seq: start });
    const events = await take(consume(jetstream(host.url), { ...QUICK, cursor: memoryCursor(saved) }), 2);
    assert.deepEqual(
      events.map((event) => short(event)[1]),
      ["CursorClamped", uri("a")],
    );
  });

  test("frames are compressed where somebody can undo it", async () => {
    await using host = await startHost((connection) => {
      for (const rkey of "abc") connection.send(zstdCompressSync(v1(start + rkey.charCodeAt(0), commit(rkey))));
    });
    const decompress = async (bytes: Uint8Array): Promise<Uint8Array> => {
      await tick();
      return zstdDecompressSync(bytes);
    };
    const events = await take(consume(jetstream(host.url, { decompress }), QUICK), 3);
    assert.deepEqual(
      events.map((event) => short(event)[1]),
      [uri("a"), uri("b"), uri("c")],
    );
    assert.equal(host.asked[0]?.searchParams.get("compress"), "true");
  });

  for (const [name, WebSocket] of WEB_SOCKETS) {
    test(`what is compressed and slow to read is read whole, over ${name}`, async () => {
      const count = 200;
      await using host = await startHost((connection, url) => {
        const first = Math.max(0, (cursorIn(url) ?? 0) - start);
        for (let n = first; n < count; n++) connection.send(zstdCompressSync(v1(start + n, commit(`k${n}`))));
      });
      const decompress = async (bytes: Uint8Array): Promise<Uint8Array> => {
        await tick();
        return zstdDecompressSync(bytes);
      };
      const options = { ...QUICK, WebSocket, buffer: { events: 10 } };
      const stream = consume(jetstream(host.url, { decompress }), options);
      const found: number[] = [];
      await stream.run(async ({ seq }) => {
        await tick();
        found.push(seq - start);
        if (found.length === count) void stream.close();
      });
      assert.deepEqual(
        found,
        Array.from({ length: count }, (_, n) => n),
      );
    });
  }

  test("starts at a time", async () => {
    await using host = await startHost((connection) => connection.send(v1(start, commit("a"))));
    await take(consume(jetstream(host.url), { ...QUICK, start: { since: new Date(time) } }), 1);
    assert.equal(host.asked[0]?.searchParams.get("cursor"), String(start));
  });
});

/** Messages of Jetstream v2. */
function v2(type: string, payload: object): string {
  const message = { $type: `network.bsky.jetstream.subscribeEvents#${type}`, did: didOf(1), time, ...payload };
  const parsed = subscribeEvents.message.safeParse(message);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return JSON.stringify({ $type: "message", payload: message });
}

const v2Commit = (seq: number, rkey: string, at = time): string =>
  v2("commit", { seq, ...(commit(rkey) as { commit: object }).commit, time: at });

describe("Jetstream v2", () => {
  test("gives events in the same shape, filtered by the server", async () => {
    const relayed = { did: didOf(1), seq: 5, time };
    await using host = await startHost((connection) => {
      connection.send(v2("info", { name: "OutdatedCursor" }));
      connection.send(v2Commit(1, "a"));
      connection.send(v2("identity", { seq: 2, identity: { ...relayed, handle: "alice.test" } }));
      connection.send(v2("account", { seq: 3, account: { ...relayed, active: true } }));
      connection.send(v2("sync", { seq: 4, sync: { ...relayed, rev: "3jzfcijpj2z2a" } }));
      connection.send(JSON.stringify({ $type: "future" }));
    });
    const kinds = ["commit", "identity", "account", "sync", "info"] as const;
    const stream = consume(jetstreamV2(host.url), { ...QUICK, kinds, collections: ["app.bsky.feed.post"] });
    assert.deepEqual((await take(stream, 5)).map(short), [
      ["info", "OutdatedCursor"],
      ["create", `at://${didOf(1)}/app.bsky.feed.post/a`, cid, post("hi")],
      ["identity", didOf(1), "alice.test"],
      ["account", didOf(1), true, undefined],
      ["sync", didOf(1), "sync"],
    ]);
    const { searchParams, pathname } = host.asked[0] ?? assert.fail();
    assert.equal(pathname, "/xrpc/network.bsky.jetstream.subscribeEvents");
    assert.deepEqual(
      [...searchParams],
      [
        ["cursor", "1000000000000000"],
        ["collections", "app.bsky.feed.post"],
      ],
    );
  });

  test("asks for kinds, and for no collections where it wants no commits", async () => {
    const relayed = { did: didOf(1), seq: 5, time };
    await using host = await startHost((connection) => {
      connection.send(v2("identity", { seq: 2, identity: relayed }));
    });
    const filter: StreamOptions = { start: "live", kinds: ["identity"], collections: ["app.bsky.feed.post"] };
    await take(consume(jetstreamV2(host.url), { ...QUICK, ...filter }), 1);
    assert.deepEqual([...(host.asked[0]?.searchParams ?? [])], [["kinds", "identity"]]);
  });

  test("goes on with what it has, and drops it", async () => {
    await using host = await startHost((connection, url) => {
      const cursor = cursorIn(url) ?? 0;
      const first = cursor >= 1e15 ? 1 : cursor;
      for (let seq = first; seq < first + 3 && seq <= 6; seq++) connection.send(v2Commit(seq, `k${seq}`));
      setTimeout(() => connection.terminate(), 5);
    });
    const events = await take(consume(jetstreamV2(host.url), QUICK), 6);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [1, 2, 3, 4, 5, 6],
    );
  });

  for (const [name, WebSocket] of WEB_SOCKETS) {
    test(`a cursor that is too old is an error, or given up, over ${name}`, async () => {
      const body = JSON.stringify({ error: "CursorTooOld", message: "floor is 900" });
      await using host = await startHost(
        (connection) => connection.send(v2Commit(901, "a")),
        (url) => (url.searchParams.has("cursor") ? { status: 400, body } : undefined),
      );
      const saved = JSON.stringify({ v: 1, source: "jetstream_v2", host: new URL(host.url).host, seq: 5, time });
      const options = { ...QUICK, WebSocket };
      await assert.rejects(
        consume(jetstreamV2(host.url), { ...options, cursor: memoryCursor(saved) }).run(() => {}),
        (error) =>
          error instanceof StreamError && error.code === "cursor_too_old" && /floor is 900/.test(error.message),
      );
      const stream = consume(jetstreamV2(host.url), { ...options, cursor: memoryCursor(saved), onError: () => "skip" });
      assert.deepEqual(
        (await take(stream, 2)).map((event) => short(event)[0]),
        ["info", "create"],
      );
    });
  }

  test("what is not known yet is left out, with a number or without", async () => {
    const payload = { $type: "network.bsky.jetstream.subscribeEvents#weather", sun: true };
    await using host = await startHost((connection) => {
      connection.send(v2Commit(1, "a"));
      connection.send(JSON.stringify({ $type: "message", payload }));
      connection.send(JSON.stringify({ $type: "message", payload: { ...payload, seq: 2, did: didOf(2), time } }));
      connection.send(v2Commit(3, "b"));
    });
    const events = await take(consume(jetstreamV2(host.url), QUICK), 2);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [1, 3],
    );
    assert.equal(host.asked.length, 1);
  });

  test("a host that counts anew is gone on with by time", async () => {
    let isNew = false;
    const later = "2026-11-01T13:00:00.000Z";
    await using host = await startHost((connection, url) => {
      const cursor = cursorIn(url);
      if (!isNew) connection.send(v2Commit(500, "a"));
      // Ahead of what it counts, so it sends what comes now.
      else if (cursor === 500) connection.send(v2Commit(3, "c", later));
      else
        for (const [seq, rkey] of [
          [2, "b"],
          [3, "c"],
        ] as const)
          connection.send(v2Commit(seq, rkey, later));
    });
    const found: unknown[] = [];
    const stream = consume(jetstreamV2(host.url), QUICK);
    await stream.run((event) => {
      found.push(event.kind === "commit" ? event.rkey : short(event)[1]);
      if (event.seq === 500 && !isNew) {
        isNew = true;
        for (const connection of host.connections) connection.terminate();
      }
      if (found.at(-1) === "c") void stream.close();
    });
    assert.deepEqual(found, ["a", "OriginChanged", "b", "c"]);
    assert.equal(host.asked.at(-1)?.searchParams.get("cursor"), String(start - 10e6));
  });
});

describe("labels", () => {
  test("come one by one, with the account that they are about", async () => {
    const label = { src: didOf(9), val: "spam", cts: time, sig: new Uint8Array(64) };
    const about = [didOf(1), `at://${didOf(2)}/app.bsky.feed.post/a`];
    await using host = await startHost((connection, url) => {
      if ((cursorIn(url) ?? 0) < 1) {
        connection.send(frameOf("#labels", { seq: 1, labels: about.map((uri) => ({ ...label, uri })) }));
      }
      connection.send(frameOf("#labels", { seq: 2, labels: [{ ...label, uri: didOf(3), neg: true }] }));
    });
    const cursor = memoryCursor();
    const events = await take(consume(labels(host.url), { ...QUICK, cursor, saveEvery: 0 }), 3);
    assert.deepEqual(events.map(short), [
      ["label", didOf(1), "spam"],
      ["label", didOf(2), "spam"],
      ["label", didOf(3), "spam"],
    ]);
    const [first, , last] = events;
    assert.deepEqual(first?.kind === "label" && first.label.sig, { $bytes: "A".repeat(86) });
    assert.equal(last?.kind === "label" && last.label.neg, true);
    assert.equal(JSON.parse(cursor.saved.at(-1) ?? "").seq, 1);
  });
});

describe("Tap", () => {
  const record = (n: number, live = true): object => ({
    live,
    did: didOf(n),
    rev: "3jzfcijpj2z2a",
    collection: "app.bsky.feed.post",
    rkey: `k${n}`,
    action: "create",
    cid,
    record: post("hi"),
  });

  test("hears of each event when it is done, and not before", async () => {
    const acknowledged: number[] = [];
    let server: HostConnection | undefined;
    await using host = await startHost((connection) => {
      server = connection;
      connection.on("message", (data) => acknowledged.push(JSON.parse(data.toString()).id));
      for (const n of [1, 2]) connection.send(JSON.stringify({ id: n, type: "record", record: record(n, n > 1) }));
      const user = { did: didOf(3), handle: "carol.test", is_active: false, status: "takendown" };
      connection.send(JSON.stringify({ id: 3, type: "identity", identity: user }));
      connection.send(JSON.stringify({ id: 4, type: "record", record: { ...record(4), collection: "com.example.x" } }));
    });
    const held = new Map<number, () => void>();
    const stream = consume(tap(host.url), { ...QUICK, parallel: 8, collections: ["app.bsky.feed.post"] });
    const events: StreamEvent[] = [];
    const running = stream.run((event) => {
      events.push(event);
      if (event.seq < 3) return new Promise<void>((resolve) => held.set(event.seq, resolve));
      return undefined;
    });
    while (acknowledged.length < 2) await tick();
    // The third is done, and nobody wants the fourth.
    assert.deepEqual(acknowledged.toSorted(), [3, 4]);
    held.get(2)?.();
    while (acknowledged.length < 3) await tick();
    // It sends what takes long again: that is known, and not handled twice.
    for (const n of [1, 2]) server?.send(JSON.stringify({ id: n, type: "record", record: record(n) }));
    while (acknowledged.length < 4) await tick();
    held.get(1)?.();
    while (acknowledged.length < 5) await tick();
    assert.deepEqual(acknowledged.slice(2), [2, 2, 1]);
    await stream.close();
    await running;
    assert.deepEqual(
      events.map(short).map(([what]) => what),
      ["create", "create", "identity", "account"],
    );
    assert.deepEqual(
      events.flatMap((event) => (event.kind === "commit" ? [event.live] : [])),
      [false, true],
    );
  });

  test("is asked with its password", async () => {
    const source = tap("ws://tap.example.com", { password: "secret" });
    const { headers, url } = source.open(source.urls[0] ?? "", "live", {} as never);
    assert.deepEqual([headers, url], [{ Authorization: "Basic YWRtaW46c2VjcmV0" }, "ws://tap.example.com/channel"]);
  });
});
