import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate as tick } from "node:timers/promises";
import { InvalidOptionError } from "../../errors/InvalidOptionError.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { StreamError } from "../model/StreamError.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import { relay } from "../source/relay.ts";
import { commitBody, commitFrame, didOf, errorFrame, frameOf, post } from "../testing/frames.ts";
import { startLogHost } from "../testing/logHost.ts";
import { memoryCursor } from "../testing/memoryCursor.ts";
import { cursorIn, startHost, WEB_SOCKETS } from "../testing/startHost.ts";
import { consume } from "./consume.ts";
import type { EventStream } from "./contract/EventStream.ts";
import type { StreamOptions } from "./contract/StreamOptions.ts";

const QUICK = { minDelay: 1, maxDelay: 20, start: "oldest" } as const;

/** Reads events until there are so many. */
async function take(stream: EventStream, count: number): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

const seqs = (events: readonly StreamEvent[]): number[] => events.map(({ seq }) => seq);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

for (const [name, WebSocket] of WEB_SOCKETS) {
  const options: StreamOptions = { ...QUICK, WebSocket };
  describe(`a stream over ${name}`, () => {
    test("gives events of all kinds, in order, typed by schemas", async () => {
      await using host = await startLogHost();
      const time = "2026-11-01T12:00:00.000Z";
      const did = didOf(1);
      host.add(
        1,
        commitFrame({ seq: 1, did, ops: [{ action: "create", path: "app.bsky.feed.post/a", record: post("hi") }] }),
      );
      host.add(2, frameOf("#identity", { seq: 2, did, time, handle: "alice.test" }));
      host.add(3, frameOf("#account", { seq: 3, did, time, active: false, status: "takendown" }));
      host.add(4, frameOf("#sync", { seq: 4, did, time, rev: "3jzfcijpj2z2a", blocks: new Uint8Array(3) }));
      host.add(5, frameOf("#info", { name: "OutdatedCursor", message: "old" }));
      host.add(6, frameOf("#unknown", { seq: 6 }));
      host.add(7, commitFrame({ seq: 7, did, ops: [{ action: "delete", path: "app.bsky.feed.post/a" }] }));
      host.add(8, frameOf("#commit", { ...commitBody({ seq: 8, did, ops: [] }), tooBig: true }));
      const events = await take(consume(relay(host.url), options), 7);
      const texts = events.map((event) => {
        if (event.kind !== "commit" || !event.is(Post)) return event.kind;
        return event.action === "delete" ? `deleted ${event.uri}` : event.record.text;
      });
      const uri = `at://${did}/app.bsky.feed.post/a`;
      assert.deepEqual(texts, ["hi", "identity", "account", "sync", "info", `deleted ${uri}`, "sync"]);
      const [first, identity, account, sync, info, , tooBig] = events;
      assert.deepEqual(JSON.parse(JSON.stringify(first)), {
        kind: "commit",
        seq: 1,
        time,
        host: new URL(host.url).host,
        did,
        rev: "3jzfcijpj2z2a",
        live: true,
        collection: "app.bsky.feed.post",
        rkey: "a",
        action: "create",
        uri,
        cid: first?.kind === "commit" ? first.cid : "",
        record: post("hi"),
      });
      assert.equal(identity?.kind === "identity" && identity.handle, "alice.test");
      assert.deepEqual(account?.kind === "account" && [account.active, account.status], [false, "takendown"]);
      assert.equal(sync?.kind === "sync" && sync.reason, "sync");
      assert.equal(info?.kind === "info" && info.name, "OutdatedCursor");
      assert.equal(tooBig?.kind === "sync" && tooBig.reason, "too_big");
    });

    test("is filtered exactly, by collections, accounts and kinds", async () => {
      await using host = await startLogHost();
      const names = ["app.bsky.graph.follow", "app.bsky.graphics.x", "app.bsky.feed.post", "app.bsky.graph.block"];
      for (const [index, name] of names.entries()) {
        const ops = [{ action: "create", path: `${name}/a`, record: { $type: name } }] as const;
        host.add(index + 1, commitFrame({ seq: index + 1, did: didOf(index % 2), ops }));
      }
      const time = "2026-11-01T12:00:00.000Z";
      host.add(5, frameOf("#identity", { seq: 5, did: didOf(1), time }));
      const read = async (filter: StreamOptions): Promise<number[]> => {
        const stream = consume(relay(host.url), { ...options, ...filter });
        const found: number[] = [];
        const running = stream.run((event) => void found.push(event.seq));
        while ((stream.stats.done ?? 0) < 5) await tick();
        await stream.close();
        await running;
        return found;
      };
      assert.deepEqual(await read({ collections: ["app.bsky.graph.*"] }), [1, 4, 5]);
      assert.deepEqual(await read({ collections: ["app.bsky.feed.post"], kinds: ["commit"] }), [3]);
      assert.deepEqual(await read({ dids: [didOf(1)] }), [2, 4, 5]);
      assert.deepEqual(await read({ kinds: ["identity"] }), [5]);
    });

    test("goes on behind its cursor, which no event passes before it is done", async () => {
      await using host = await startLogHost();
      host.addPosts(10);
      const cursor = memoryCursor();
      const first = await take(consume(relay(host.url), { ...options, cursor, saveEvery: 0 }), 4);
      assert.deepEqual(seqs(first), upTo(4));
      // The fourth was being worked on when the loop was left.
      assert.equal(JSON.parse(cursor.saved.at(-1) ?? "").seq, 3);
      const rest = await take(consume(relay(host.url), { ...options, cursor }), 7);
      assert.deepEqual(seqs(rest), [4, 5, 6, 7, 8, 9, 10]);
      assert.equal(host.asked.at(-1)?.searchParams.get("cursor"), "3");
    });

    test("the cursor passes a frame when all its operations are done", async () => {
      await using host = await startLogHost();
      const ops = ["a", "b", "c"].map((rkey) => ({ action: "create", path: `x.y.z/${rkey}`, record: {} }) as const);
      host.add(1, commitFrame({ seq: 1, did: didOf(1), ops }));
      host.add(2, commitFrame({ seq: 2, did: didOf(2), ops: ops.slice(0, 1) }));
      const stream = consume(relay(host.url), { ...options, parallel: 4 });
      const held: (() => void)[] = [];
      const running = stream.run((event) => {
        if (event.kind === "commit" && event.did === didOf(1))
          return new Promise<void>((resolve) => held.push(resolve));
        return undefined;
      });
      for (const count of [1, 2, 3]) {
        while (held.length < count || stream.stats.frames < 2) await tick();
        assert.equal(stream.cursor, undefined);
        held[count - 1]?.();
      }
      while (stream.stats.done !== 2) await tick();
      await stream.close();
      await running;
    });

    test("never handles two events of one account at once, and those in order", async () => {
      await using host = await startLogHost();
      host.addPosts(200, 7);
      const active = new Set<string>();
      const seen = new Map<string, number[]>();
      let most = 0;
      const stream = consume(relay(host.url), { ...options, parallel: 5 });
      const running = stream.run(async (event) => {
        if (event.kind !== "commit") return;
        assert.ok(!active.has(event.did));
        active.add(event.did);
        most = Math.max(most, active.size);
        for (let turns = event.seq % 4; turns >= 0; turns--) await tick();
        seen.set(event.did, [...(seen.get(event.did) ?? []), event.seq]);
        active.delete(event.did);
      });
      while (stream.stats.done !== 200) await tick();
      await stream.close();
      await running;
      assert.equal(most, 5);
      for (const list of seen.values())
        assert.deepEqual(
          list,
          list.toSorted((a, b) => a - b),
        );
      assert.equal([...seen.values()].flat().length, 200);
    });

    test("holds no more than its buffer, however slow it is read, and misses nothing", async () => {
      await using host = await startLogHost();
      host.addPosts(600);
      const stream = consume(relay(host.url), { ...options, buffer: { events: 50 } });
      const found: number[] = [];
      for await (const event of stream) {
        found.push(event.seq);
        if (event.seq % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        // What `ws` had read when it was paused still comes.
        assert.ok(stream.stats.pending <= (name === "ws" ? 600 : 50), String(stream.stats.pending));
        if (event.seq === 600) break;
      }
      assert.deepEqual(found, upTo(600));
      if (name !== "ws") assert.ok(stream.stats.reconnects > 0);
    });

    test("is connected again where a connection breaks, and drops what comes twice or goes back", async () => {
      await using host = await startLogHost((connection, url, count) => {
        const cursor = cursorIn(url) ?? 0;
        if (count > 12) return false;
        // Each time what was there before, some more, something that goes back, and the end.
        for (const seq of [cursor, cursor + 1, cursor + 1, cursor + 2, cursor - 1]) {
          const frame = host.frames.get(seq);
          if (frame) connection.send(frame);
        }
        connection.terminate();
        return true;
      });
      host.addPosts(30);
      const stream = consume(relay(host.url), options);
      assert.deepEqual(seqs(await take(stream, 30)), upTo(30));
      assert.ok(stream.stats.reconnects >= 12);
      assert.ok(stream.stats.duplicates >= 12);
    });

    test("a frame that cannot be read breaks the connection, is asked for again, and is then an error or skipped", async () => {
      await using host = await startLogHost();
      host.addPosts(6);
      host.frames.set(3, Uint8Array.of(1, 2, 3));
      const stopped = consume(relay(host.url), options);
      const found: number[] = [];
      await assert.rejects(
        stopped.run((event) => void found.push(event.seq)),
        (error) => error instanceof StreamError && error.code === "frame_invalid",
      );
      assert.deepEqual(found, [1, 2]);
      assert.equal(host.asked.length, 3);
      const stream = consume(relay(host.url), { ...options, onError: () => "skip" });
      assert.deepEqual(seqs(await take(stream, 5)), [1, 2, 4, 5, 6]);
      assert.equal(stream.stats.skipped, 1);
      // One that was broken on its way alone is read the next time.
      let isBroken = true;
      await using once = await startLogHost((connection) => {
        if (isBroken) connection.send(Uint8Array.of(0xff));
        isBroken = false;
        return false;
      });
      once.addPosts(2);
      assert.deepEqual(seqs(await take(consume(relay(once.url), options), 2)), [1, 2]);
    });

    test("a frame that is too large is refused, and can be skipped", async () => {
      await using host = await startLogHost();
      host.addPosts(2);
      host.add(3, commitFrame({ seq: 3, did: didOf(1), ops: [], padding: 200_000 }));
      host.addPosts(1);
      const bounded = { ...options, maxFrameSize: 100_000 };
      await assert.rejects(
        consume(relay(host.url), bounded).run(() => {}),
        (error) => error instanceof StreamError && error.code === "frame_too_large",
      );
      const stream = consume(relay(host.url), { ...bounded, onError: () => "skip" });
      assert.deepEqual(seqs(await take(stream, 3)), [1, 2, 4]);
    });

    test("a cursor that lies ahead is never given up by itself", async () => {
      await using host = await startLogHost((connection, url) => {
        if ((cursorIn(url) ?? 0) < 100) return false;
        connection.send(errorFrame("FutureCursor", "ahead"));
        connection.close();
        return true;
      });
      host.addPosts(1);
      const ahead = JSON.stringify({ v: 1, source: "relay", host: new URL(host.url).host, seq: 500 });
      await assert.rejects(
        consume(relay(host.url), { ...options, cursor: memoryCursor(ahead) }).run(() => {}),
        (error) => error instanceof StreamError && error.code === "cursor_future",
      );
      const codes: string[] = [];
      const stream = consume(relay(host.url), {
        ...options,
        cursor: memoryCursor(ahead),
        onError: ({ code }) => {
          codes.push(code);
          return "skip";
        },
      });
      const taking = take(stream, 2);
      while (!stream.stats.connected || host.asked.at(-1)?.search !== "") await tick();
      host.addPosts(1);
      const [info, event] = await taking;
      assert.deepEqual([info?.kind === "info" && info.name, event?.seq, codes], ["CursorReset", 2, ["cursor_future"]]);
    });

    test("a cursor of another host is an error, or leads to what comes now", async () => {
      await using host = await startLogHost();
      host.addPosts(3);
      const other = JSON.stringify({ v: 1, source: "relay", host: "relay.example.com", seq: 1 });
      await assert.rejects(
        consume(relay(host.url), { ...options, cursor: memoryCursor(other) }).run(() => {}),
        (error) => error instanceof StreamError && error.code === "cursor_other_origin",
      );
      const cursor = memoryCursor(other);
      const stream = consume(relay(host.url), { ...options, cursor, onOriginChange: "live", saveEvery: 0 });
      const taking = take(stream, 3);
      while (!stream.stats.connected) await tick();
      host.addPosts(2);
      const events = await taking;
      assert.deepEqual(
        events.map((event) => (event.kind === "info" ? event.name : event.seq)),
        ["OriginChanged", 4, 5],
      );
      assert.equal(JSON.parse(cursor.saved.at(-1) ?? "").host, new URL(host.url).host);
      for (const text of ["7", "{}", JSON.stringify({ v: 1, source: "jetstream", host: "x", seq: 1 })]) {
        const wrong = consume(relay(host.url), { cursor: memoryCursor(text) });
        await assert.rejects(
          wrong.run(() => {}),
          InvalidOptionError,
        );
      }
    });

    test("a host that counts anew is noticed, although it says nothing", async () => {
      let isNew = false;
      await using host = await startLogHost((connection, url) => {
        if (!isNew) return false;
        const time = "2027-01-01T00:00:00.000Z";
        // It knows no such cursor, and sends what it has.
        if (cursorIn(url) !== undefined) connection.send(commitFrame({ seq: 2, did: didOf(1), ops: [], time }));
        return true;
      });
      host.addPosts(5);
      const stream = consume(relay(host.url), options);
      await assert.rejects(
        stream.run((event) => {
          if (event.seq !== 5) return;
          isNew = true;
          for (const connection of host.connections) connection.terminate();
        }),
        (error) => error instanceof StreamError && error.code === "cursor_future",
      );
    });

    test("another host is taken where one is not there", async () => {
      await using host = await startLogHost();
      host.addPosts(2);
      const stream = consume(relay(["ws://localhost:9", host.url]), options);
      assert.deepEqual(seqs(await take(stream, 2)), [1, 2]);
    });

    test("a host that refuses is not asked again, and says why", async () => {
      const body = JSON.stringify({ error: "InvalidRequest", message: "no such thing" });
      await using host = await startHost(
        () => {},
        () => ({ status: 400, body }),
      );
      await assert.rejects(
        consume(relay(host.url), options).run(() => {}),
        (error) =>
          error instanceof StreamError && error.code === "stream_refused" && /no such thing/.test(error.message),
      );
    });

    test("connections fail as often as is allowed", async () => {
      await using host = await startHost((connection) => connection.close());
      await assert.rejects(
        consume(relay(host.url), { ...options, maxRetries: 3 }).run(() => {}),
        (error) => error instanceof StreamError && error.code === "stream_connection_failed",
      );
      assert.equal(host.asked.length, 4);
      await using slow = await startHost((connection) => {
        connection.send(errorFrame("ConsumerTooSlow"));
        connection.close();
      });
      await assert.rejects(
        consume(relay(slow.url), { ...options, maxRetries: 0 }).run(() => {}),
        (error) => error instanceof StreamError && error.code === "consumer_too_slow",
      );
    });

    test("a connection on which nothing comes is made anew", async () => {
      await using host = await startLogHost((_, __, count) => count < 3);
      host.addPosts(1);
      const stream = consume(relay(host.url), { ...options, idleTimeout: 20 });
      assert.deepEqual(seqs(await take(stream, 1)), [1]);
      assert.equal(host.asked.length, 3);
    });

    test("a signal ends it: what is being handled is finished, and the cursor is saved", async () => {
      await using host = await startLogHost();
      host.addPosts(5);
      const cursor = memoryCursor();
      const controller = new AbortController();
      const stream = consume(relay(host.url), { ...options, cursor, signal: controller.signal, saveEvery: 60_000 });
      await stream.run(async ({ seq }) => {
        if (seq === 3) controller.abort();
        await tick();
      });
      assert.equal(JSON.parse(cursor.saved.at(-1) ?? "").seq, 3);
      assert.equal(host.connections.size === 0 || stream.stats.connected, false);
      await assert.rejects(
        stream.run(() => {}),
        InvalidOptionError,
      );
    });
  });
}

describe("a handler that fails", () => {
  test("ends the stream, is called again, or is passed by", async () => {
    await using host = await startLogHost();
    host.addPosts(4, 1);
    const broken = new Error("broken");
    const cursor = memoryCursor();
    await assert.rejects(
      consume(relay(host.url), { ...QUICK, cursor }).run(({ seq }) => {
        if (seq === 3) throw broken;
      }),
      (error) => error instanceof StreamError && error.code === "handler_failed" && error.cause === broken,
    );
    assert.equal(JSON.parse(cursor.saved.at(-1) ?? "").seq, 2);
    const calls: number[] = [];
    const stream = consume(relay(host.url), { ...QUICK, onError: (_, event) => (event?.seq === 2 ? "retry" : "skip") });
    const running = stream.run(async ({ seq }) => {
      calls.push(seq);
      if ((seq === 2 && calls.length < 5) || seq === 3) throw broken;
    });
    while (stream.stats.done !== 4) await tick();
    await stream.close();
    await running;
    assert.deepEqual(calls, [1, 2, 2, 2, 2, 3, 4]);
    assert.equal(stream.stats.skipped, 1);
  });

  test("what the store of the cursor throws is thrown", async () => {
    await using host = await startLogHost();
    host.addPosts(1);
    const full = new Error("disk full");
    const cursor = { load: () => undefined, save: () => Promise.reject(full) };
    await assert.rejects(
      consume(relay(host.url), { ...QUICK, cursor, saveEvery: 0 }).run(() => {}),
      (error) => error === full,
    );
  });
});

describe("a transaction", () => {
  test("has several events and the cursor behind them", async () => {
    await using host = await startLogHost();
    host.addPosts(25);
    let saved: string | undefined;
    const cursor = { load: () => saved, save: () => assert.fail("it is saved by the program") };
    const sizes: number[] = [];
    const found: number[] = [];
    const read = async (until: number): Promise<void> => {
      const stream = consume(relay(host.url), { ...QUICK, cursor });
      await stream.transaction(10, async (events, position) => {
        await tick();
        saved = position;
        sizes.push(events.length);
        found.push(...seqs(events));
        assert.equal(JSON.parse(position).seq, found.at(-1));
        if (found.length >= until) void stream.close();
      });
    };
    await read(5);
    await read(25);
    assert.deepEqual(found, upTo(25));
    assert.ok(sizes.every((size) => size <= 10) && sizes.some((size) => size > 1), String(sizes));
  });

  test("moves the cursor also where nothing comes that is wanted", async () => {
    await using host = await startLogHost();
    host.addPosts(25);
    const stream = consume(relay(host.url), {
      ...QUICK,
      collections: ["com.example.x"],
      saveEvery: 1,
      kinds: ["commit"],
    });
    await stream.transaction(10, (events, position) => {
      assert.deepEqual(events, []);
      if (JSON.parse(position).seq === 25) void stream.close();
    });
  });
});

describe("accounts that are not active", () => {
  test("are left out until they are again", async () => {
    await using host = await startLogHost();
    const time = "2026-11-01T12:00:00.000Z";
    host.addPosts(2, 1);
    host.add(3, frameOf("#account", { seq: 3, did: didOf(0), time, active: false, status: "deactivated" }));
    host.addPosts(2, 1);
    host.add(6, frameOf("#account", { seq: 6, did: didOf(0), time, active: true }));
    host.addPosts(1, 1);
    const skipInactive = new Set<string>();
    const stream = consume(relay(host.url), { ...QUICK, skipInactive });
    const found: number[] = [];
    for await (const event of stream) {
      found.push(event.seq);
      if (event.seq === 7) break;
    }
    assert.deepEqual(found, [1, 2, 3, 6, 7]);
    assert.equal(skipInactive.size, 0);
  });
});

test("options are checked", () => {
  const source = relay("wss://relay.example.com");
  const wrong: [string, StreamOptions][] = [
    ["collections", { collections: ["not an nsid"] }],
    ["kinds", { kinds: ["commits" as "commit"] }],
    ["start", { start: { since: new Date() } }],
    ["onOriginChange", { onOriginChange: 1000 }],
    ["parallel", { parallel: 0 }],
    ["buffer", { buffer: { events: 0 } }],
    ["cursor", { cursor: {} as never }],
    ["signal", { signal: {} as never }],
  ];
  for (const [option, options] of wrong) {
    assert.throws(
      () => consume(source, options),
      (error) => error instanceof InvalidOptionError && error.option === option,
      option,
    );
  }
  assert.throws(() => consume({} as never), InvalidOptionError);
  assert.throws(() => relay("ftp://x"), InvalidOptionError);
  assert.throws(() => relay([]), InvalidOptionError);
});
