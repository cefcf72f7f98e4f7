import assert from "node:assert/strict";
import { get } from "node:http";
import { describe, it } from "node:test";
import { zstdDecompressSync } from "node:zlib";
import * as streamFaults from "../faults/streamFaults.ts";
import type { Relay } from "../relay/Relay.ts";
import { startRelay } from "../relay/startRelay.ts";
import type { Jetstream } from "./Jetstream.ts";
import { startJetstream } from "./startJetstream.ts";

const [alice, bob] = ["did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"];
const link = "bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi";

interface Shown {
  kind?: string;
  seq?: number;
  time_us?: number;
  commit?: { collection: string; rkey: string; operation: string; record?: unknown; cid?: string };
  $type?: string;
  payload?: { $type: string; seq?: number; name?: string; rkey?: string; record?: unknown; time?: string };
}

/** What a plain WebSocket is sent, until there is so much of it or it is closed, which ends the list with a code. */
async function read(
  url: string,
  count: number,
  {
    send,
    decode = String,
    protocols = [],
  }: {
    send?: (socket: WebSocket, got: number) => void;
    decode?: (data: string | ArrayBuffer) => string;
    protocols?: string[];
  } = {},
): Promise<(Shown | number)[]> {
  const socket = new WebSocket(url, protocols);
  socket.binaryType = "arraybuffer";
  const found: (Shown | number)[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.onopen = () => send?.(socket, 0);
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (found.length < count) found.push(JSON.parse(decode(data)));
    send?.(socket, found.length);
    if (found.length === count) resolve();
  };
  socket.onclose = ({ code }) => {
    found.push(code);
    resolve();
  };
  await promise;
  socket.close();
  return found.slice(0, count);
}

/** The status and error that a WebSocket is refused with. */
function refusal(url: string): Promise<[number | undefined, string, string]> {
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-key": "x",
    "sec-websocket-version": "13",
  };
  return new Promise((resolve, reject) => {
    const request = get(url.replace("ws:", "http:"), { headers }, async (response) => {
      const { error, message } = JSON.parse(Buffer.concat(await response.toArray()).toString());
      resolve([response.statusCode, error, message]);
    });
    request.on("upgrade", (_, socket) => {
      socket.destroy();
      resolve([101, "", ""]);
    });
    request.on("error", reject);
  });
}

/** Six events: two posts, a like and an identity of alice; a post and a sync of bob. */
async function start(
  options?: Parameters<typeof startJetstream>[1],
): Promise<AsyncDisposable & { relay: Relay; jetstream: Jetstream }> {
  const relay = await startRelay();
  relay.publishCommit(alice, [
    {
      collection: "app.bsky.feed.post",
      rkey: "one",
      record: { text: "one", raw: Uint8Array.of(1, 2), ref: { $link: link } },
    },
    { collection: "app.bsky.feed.like", rkey: "two", record: {} },
  ]);
  relay.publishCommit(bob, [{ collection: "app.bsky.feed.post", rkey: "three", record: { text: "x".repeat(2000) } }]);
  relay.publish({ type: "#identity", body: { did: alice, handle: "alice.test" } });
  relay.publish({ type: "#sync", body: { did: bob, rev: "3kb3fge5lm32x", blocks: new Uint8Array() } });
  relay.publishCommit(alice, [{ action: "delete", collection: "app.bsky.feed.post", rkey: "one" }]);
  const jetstream = await startJetstream(relay, options);
  await jetstream.settled();
  const dispose = async () => {
    await jetstream.close();
    await relay.close();
  };
  return { relay, jetstream, [Symbol.asyncDispose]: dispose };
}

/** Waits for somebody to connect. */
async function connected({ connections }: Jetstream, count: number): Promise<void> {
  while (!connections[count - 1]?.open) await new Promise((resolve) => setTimeout(resolve, 5));
}

const labels = (shown: readonly (Shown | number)[]) =>
  shown.map((one) => (typeof one === "number" ? one : (one.commit?.rkey ?? one.kind)));
const v2Labels = (shown: readonly (Shown | number)[]) =>
  shown.map((one) => {
    if (typeof one === "number") return one;
    const { $type = "", seq, name } = one.payload ?? {};
    return name ?? (seq === undefined ? $type : `${seq} ${$type.split("#")[1]}`);
  });

describe("version 1", () => {
  it("sends an event for each operation, from a cursor on", async () => {
    await using started = await start();
    const { jetstream, relay } = started;
    const all = await read(`${jetstream.url}?cursor=0`, 5);
    assert.deepEqual(labels(all), ["one", "two", "three", "identity", "one"]);
    const [first, , third] = all;
    assert.ok(typeof first === "object" && typeof third === "object");
    const { commit, time_us = 0 } = first;
    assert.deepEqual(commit?.record, {
      $type: "app.bsky.feed.post",
      text: "one",
      raw: { $bytes: "AQI" },
      ref: { $link: link },
    });
    assert.match(commit?.cid ?? "", /^bafyrei/);
    assert.ok(Math.abs(time_us / 1000 - Date.now()) < 60_000, String(time_us));
    assert.deepEqual(labels(await read(`${jetstream.url}?cursor=${third.time_us}`, 2)), ["three", "identity"]);
    const live = read(jetstream.url, 1);
    await connected(jetstream, 3);
    relay.publishCommit(bob, [{ collection: "app.bsky.feed.post", rkey: "live" }]);
    assert.deepEqual(labels(await live), ["live"]);
  });

  it("moves a cursor that is too old without a word", async () => {
    await using started = await start();
    started.jetstream.forget(3);
    assert.deepEqual(labels(await read(`${started.jetstream.url}?cursor=1000000000000000`, 2)), ["three", "identity"]);
  });

  it("filters by collection, account and size; identities pass the filter by collection", async () => {
    await using started = await start();
    const { url } = started.jetstream;
    const cases = {
      "wantedCollections=app.bsky.feed.like": ["two", "identity"],
      "wantedCollections=app.bsky.feed.*": ["one", "two", "three", "identity", "one"],
      "wantedCollections=app.bsky.graph.*&wantedCollections=app.bsky.feed.like": ["two", "identity"],
      [`wantedDids=${bob}`]: ["three"],
      "maxMessageSizeBytes=1000": ["one", "two", "identity", "one"],
    };
    for (const [query, expected] of Object.entries(cases)) {
      assert.deepEqual(labels(await read(`${url}?cursor=0&${query}`, expected.length)), expected, query);
    }
    for (const query of ["wantedCollections=app.*.x", "wantedCollections=post", "wantedDids=alice.test", "cursor=x"]) {
      assert.deepEqual((await refusal(`${url}?${query}`)).slice(0, 2), [400, "InvalidRequest"], query);
    }
  });

  it("waits for a hello, and takes other filters on the way", async () => {
    await using started = await start();
    const update = (payload: object) => JSON.stringify({ type: "options_update", payload });
    const shown = await read(`${started.jetstream.url}?cursor=0&requireHello=true`, 2, {
      send(socket, got) {
        if (got === 0) socket.send(update({ wantedCollections: ["app.bsky.feed.like"] }));
      },
    });
    assert.deepEqual(labels(shown), ["two", "identity"]);
    const bad = await read(`${started.jetstream.url}?requireHello=true`, 1, {
      send: (socket) => socket.send(update({ wantedDids: ["nobody"] })),
    });
    assert.deepEqual(bad, [1008]);
    assert.match(started.jetstream.connections.at(-1)?.received[0] ?? "", /nobody/);
  });

  it("compresses with zstd, with a dictionary or without", async () => {
    for (const dictionary of [undefined, Buffer.from('app.bsky.feed.post{"$type":"commit"'.repeat(10))]) {
      await using started = await start({ dictionary });
      const decode = (data: string | ArrayBuffer) => {
        assert.ok(typeof data !== "string");
        return zstdDecompressSync(Buffer.from(data), { ...(dictionary && { dictionary }) }).toString();
      };
      assert.deepEqual(labels(await read(`${started.jetstream.url}?cursor=0&compress=true`, 2, { decode })), [
        "one",
        "two",
      ]);
    }
  });
});

describe("version 2", () => {
  it("sends envelopes, from the number of an event on, that one included", async () => {
    await using started = await start();
    const { jetstream } = started;
    const all = await read(`${jetstream.urlV2}?cursor=0`, 6, { protocols: ["xrpc.v1.json"] });
    assert.deepEqual(v2Labels(all), ["1 commit", "2 commit", "3 commit", "4 identity", "5 sync", "6 commit"]);
    const [first] = all;
    assert.ok(typeof first === "object");
    assert.equal(first.$type, "message");
    assert.match(first.payload?.time ?? "", /^\d{4}-.*\.\d{6}Z$/);
    assert.deepEqual(v2Labels(await read(`${jetstream.urlV2}?cursor=5`, 2)), ["5 sync", "6 commit"]);
    const at = Date.parse(first.payload?.time ?? "") * 1000;
    assert.deepEqual(v2Labels(await read(`${jetstream.urlV2}?cursor=${at}`, 1)).slice(-1), ["1 commit"]);
  });

  it("refuses before the upgrade what it cannot do", async () => {
    await using started = await start({ dictionary: Buffer.alloc(64, "abc") });
    const { jetstream } = started;
    jetstream.forget(3);
    const cases = {
      "cursor=2": "CursorTooOld",
      "zstdDictionary=7": "UnknownZstdDictionary",
      "wantedCollections=app.bsky.feed.post": "InvalidRequest",
      "requireHello=true": "InvalidRequest",
      "kinds=post": "InvalidRequest",
      "kinds=account&collections=app.bsky.feed.post": "InvalidRequest",
      "dids=alice": "InvalidRequest",
    };
    for (const [query, error] of Object.entries(cases)) {
      assert.deepEqual((await refusal(`${jetstream.urlV2}?${query}`)).slice(0, 2), [400, error], query);
    }
    assert.match((await refusal(`${jetstream.urlV2}?cursor=2`))[2], /floor 3/);
    assert.deepEqual(v2Labels(await read(`${jetstream.urlV2}?cursor=3`, 1)), ["3 commit"]);
  });

  it("gives notices of cursors that it moves", async () => {
    await using started = await start();
    const { jetstream, relay } = started;
    assert.deepEqual(v2Labels(await read(`${jetstream.urlV2}?cursor=1000000000000001`, 2)), [
      "OutdatedCursor",
      "1 commit",
    ]);
    const future = read(`${jetstream.urlV2}?cursor=900`, 2);
    await connected(jetstream, 2);
    relay.publishCommit(bob, [{ collection: "app.bsky.feed.post", rkey: "next" }]);
    assert.deepEqual(v2Labels(await future), ["FutureCursor", "7 commit"]);
  });

  it("filters, also by kind, and closes on whatever is sent to it", async () => {
    await using started = await start();
    const { urlV2 } = started.jetstream;
    const cases = {
      "kinds=commit&collections=app.bsky.feed.post": ["1 commit", "3 commit", "6 commit"],
      "collections=app.bsky.feed.like": ["2 commit", "4 identity", "5 sync"],
      "kinds=identity&kinds=sync": ["4 identity", "5 sync"],
      [`dids=${bob}`]: ["3 commit", "5 sync"],
      "maxMessageSizeBytes=1000&kinds=commit": ["1 commit", "2 commit", "6 commit"],
    };
    for (const [query, expected] of Object.entries(cases)) {
      assert.deepEqual(v2Labels(await read(`${urlV2}?cursor=0&${query}`, expected.length)), expected, query);
    }
    assert.deepEqual(await read(`${urlV2}`, 1, { send: (socket) => socket.send("{}") }), [1008]);
  });

  it("compresses with the dictionary that it gives out", async () => {
    const dictionary = Buffer.from('app.bsky.feed.post{"$type":"message","payload"'.repeat(10));
    await using started = await start({ dictionary });
    const { origin, urlV2, dictionaryId } = started.jetstream;
    const answer = await fetch(`${origin}/xrpc/network.bsky.jetstream.getZstdDictionary?id=${dictionaryId}`);
    const given = Buffer.from(await answer.arrayBuffer());
    assert.deepEqual(given, dictionary);
    const decode = (data: string | ArrayBuffer) =>
      zstdDecompressSync(Buffer.from(data as ArrayBuffer), { ...{ dictionary: given } }).toString();
    const shown = await read(`${urlV2}?cursor=2&zstdDictionary=${dictionaryId}`, 1, { decode });
    assert.deepEqual(v2Labels(shown), ["2 commit"]);
  });
});

describe("faults of Jetstream", () => {
  it("strike both versions, in their own words", async () => {
    await using started = await start();
    const { jetstream } = started;
    jetstream.add(streamFaults.unknownMessage(), { where: ({ seq }) => seq === 2 });
    jetstream.add(streamFaults.errorFrame("ConsumerTooSlow"), { where: ({ seq }) => seq === 3 });
    assert.deepEqual(labels(await read(`${jetstream.url}?cursor=0`, 9)), ["one", "unheardOf", "two", 1008]);
    const v2 = await read(`${jetstream.urlV2}?cursor=0`, 9);
    assert.deepEqual(v2Labels(v2.slice(0, 3)), [
      "1 commit",
      "network.bsky.jetstream.subscribeEvents#unheardOf",
      "2 commit",
    ]);
    assert.deepEqual(v2.slice(3), [{ $type: "error", error: "ConsumerTooSlow" }, 1008]);
    jetstream.clear();
    jetstream.add(streamFaults.cursorTooOld(), { times: 1 });
    assert.deepEqual((await refusal(`${jetstream.urlV2}?cursor=1`)).slice(0, 2), [400, "CursorTooOld"]);
    jetstream.add(streamFaults.futureCursor(), { times: 1 });
    assert.deepEqual(v2Labels(await read(`${jetstream.urlV2}?cursor=1`, 1)), ["FutureCursor"]);
    jetstream.add(streamFaults.hugeFrame({ bytes: 100_000 }), { times: 1 });
    const sizes: number[] = [];
    const decode = (data: string | ArrayBuffer) => {
      sizes.push(String(data).length);
      return String(data);
    };
    assert.deepEqual(labels(await read(`${jetstream.url}?cursor=0`, 2, { decode })), ["one", "two"]);
    assert.ok((sizes[0] ?? 0) > 100_000);
  });
});
