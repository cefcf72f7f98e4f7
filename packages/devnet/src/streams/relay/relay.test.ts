import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Subscription } from "@atproto/xrpc-server";
import * as streamFaults from "../faults/streamFaults.ts";
import type { Relay } from "./Relay.ts";
import { startRelay } from "./startRelay.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const post = (rkey: string) => ({ collection: "app.bsky.feed.post", rkey, record: { text: rkey } });

interface Message {
  $type: string;
  seq?: number;
  name?: string;
}

/** What the official client is sent, until it has been sent so much or the stream ends with an error. */
async function read(relay: Relay, cursor: number | undefined, count: number): Promise<(Message | string)[]> {
  const ended = new AbortController();
  const subscription = new Subscription<Message>({
    service: relay.url,
    method: "com.atproto.sync.subscribeRepos",
    signal: ended.signal,
    maxReconnectSeconds: 0,
    getParams: () => (cursor === undefined ? {} : { cursor }),
    validate: (value) => value as Message,
  });
  const found: (Message | string)[] = [];
  try {
    for await (const message of subscription) {
      if (found.push(message) === count) break;
    }
  } catch (error) {
    found.push(error instanceof Error ? error.message : String(error));
  }
  ended.abort();
  return found;
}

const seqs = (messages: readonly (Message | string)[]) =>
  messages.map((message) => (typeof message === "string" ? message : (message.seq ?? message.name)));

/** A relay with ten commits. */
async function startTen(options?: Parameters<typeof startRelay>[1]): Promise<Relay> {
  const relay = await startRelay(undefined, options);
  for (let index = 0; index < 10; index++) relay.publishCommit(did, [post(`post${index}`)]);
  return relay;
}

describe("a relay", () => {
  it("replays what comes after a cursor, and goes on", async () => {
    await using relay = await startTen({ firstSeq: 101 });
    assert.deepEqual([relay.oldestSeq, relay.seq], [101, 110]);
    assert.deepEqual(seqs(await read(relay, 107, 3)), [108, 109, 110]);
    const reading = read(relay, 109, 3);
    while (relay.connections.at(-1)?.lastSeq !== 110) await new Promise((resolve) => setTimeout(resolve, 5));
    relay.publish({ type: "#identity", body: { did, handle: "a.test" } });
    relay.publish({ type: "#account", body: { did, active: false, status: "deactivated" } });
    assert.deepEqual(
      (await reading).map((message) => typeof message === "object" && message.$type),
      ["commit", "identity", "account"].map((name) => `com.atproto.sync.subscribeRepos#${name}`),
    );
  });

  it("says that a cursor lies in the future, or is outdated", async () => {
    await using relay = await startTen();
    assert.deepEqual(seqs(await read(relay, 11, 1)), ["Cursor in the future."]);
    relay.forget(8);
    assert.deepEqual([relay.oldestSeq, relay.seq], [8, 10]);
    assert.deepEqual(seqs(await read(relay, 6, 4)), ["OutdatedCursor", 8, 9, 10]);
    assert.deepEqual(seqs(await read(relay, 7, 3)), [8, 9, 10]);
    relay.forget();
    assert.equal(relay.oldestSeq, 11);
  });

  it("keeps no more than it may, and gives up on who does not read on", async () => {
    await using relay = await startTen({ keep: 4 });
    assert.equal(relay.oldestSeq, 7);
    relay.add(streamFaults.latency(100), { times: 1 });
    const reading = read(relay, 6, 10);
    while (relay.connections.at(-1)?.frames === undefined || !relay.connections.at(-1)?.open) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    for (let index = 0; index < 10; index++) relay.publishCommit(did, [post(`more${index}`)]);
    assert.deepEqual(seqs(await reading), [7, "ConsumerTooSlow"]);
  });

  it("becomes another one at the same URL", async () => {
    await using relay = await startTen({ firstSeq: 1001 });
    relay.changeOrigin(5);
    assert.deepEqual([relay.oldestSeq, relay.seq], [5, 14]);
    assert.deepEqual(seqs(await read(relay, 12, 2)), [13, 14]);
    assert.deepEqual(seqs(await read(relay, 1005, 1)), ["Cursor in the future."]);
  });
});

describe("faults of a relay", () => {
  it("drop, duplicate and reorder events, for each consumer anew or for good", async () => {
    await using relay = await startTen();
    const dropped = relay.add(streamFaults.drop(), { skip: 1, times: 1 });
    assert.deepEqual(seqs(await read(relay, 0, 4)), [1, 3, 4, 5]);
    assert.deepEqual(seqs(await read(relay, 0, 4)), [1, 2, 3, 4]);
    assert.deepEqual([dropped.hits, dropped.events], [1, [2]]);
    relay.clear();
    relay.add(streamFaults.drop(), { skip: 1, times: 1, again: true });
    for (let round = 0; round < 2; round++) assert.deepEqual(seqs(await read(relay, 0, 3)), [1, 3, 4]);
    relay.clear();
    relay.add(streamFaults.duplicate({ times: 3 }), { where: ({ seq }) => seq === 2 });
    relay.add(streamFaults.reorder({ by: 2 }), { where: ({ seq }) => seq === 4 });
    assert.deepEqual(seqs(await read(relay, 0, 10)), [1, 2, 2, 2, 3, 5, 6, 4, 7, 8]);
    assert.deepEqual(relay.connections.at(-1)?.faults, ["duplicate", "reorder"]);
  });

  it("release what was kept back where nothing follows", async () => {
    await using relay = await startTen();
    relay.add(streamFaults.reorder({ by: 5, ms: 20 }), { where: ({ seq }) => seq === 10 });
    assert.deepEqual(seqs(await read(relay, 8, 2)), [9, 10]);
  });

  it("hit what they are for", async () => {
    await using relay = await startTen();
    relay.publishCommit("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb", [{ collection: "app.bsky.feed.like", rkey: "x" }]);
    relay.publish({ type: "#identity", body: { did } });
    const kinds = relay.add(streamFaults.drop(), { kind: "identity" });
    const collections = relay.add(streamFaults.drop(), { collection: "app.bsky.feed.l*" });
    const dids = relay.add(streamFaults.drop(), { did, skip: 2, times: 1 });
    relay.publish({ type: "#identity", body: { did: "did:plc:cccccccccccccccccccccccc" } });
    relay.publishCommit(did, [post("last")]);
    assert.deepEqual(seqs(await read(relay, 7, 3)), [8, 9, 14]);
    assert.deepEqual([kinds.events, collections.events, dids.events], [[12, 13], [11], [10]]);
  });

  it("send what is none of the events", async () => {
    await using relay = await startTen();
    relay.add(streamFaults.infoFrame("Maintenance", "at noon"), { where: ({ seq }) => seq === 2 });
    relay.add(streamFaults.errorFrame("ConsumerTooSlow", "too slow"), { where: ({ seq }) => seq === 4 });
    assert.deepEqual(seqs(await read(relay, 0, 10)), [1, "Maintenance", 2, 3, "too slow"]);
    assert.deepEqual([relay.connections[0]?.end, relay.connections[0]?.closeCode], ["server", 1008]);
  });

  it("break frames and connections, again and again where they are told to", async () => {
    for (const fault of [
      streamFaults.malformedFrame(),
      streamFaults.malformedFrame({ as: "truncated" }),
      streamFaults.malformedFrame({ as: "otherType" }),
      streamFaults.malformedFrame({ as: "empty" }),
      streamFaults.resetConnection(),
      streamFaults.resetConnection({ midFrame: true }),
      streamFaults.closeConnection({ code: 1011 }),
    ]) {
      await using relay = await startTen();
      const rule = relay.add(fault, { where: ({ seq }) => seq === 3, again: true });
      for (let round = 0; round < 2; round++) {
        const got = await raw(relay, 0, 4);
        assert.deepEqual(got.slice(0, 2), [1, 2], fault.name);
        assert.ok(!got.includes(3), `${fault.name}: ${got}`);
        if (fault.name === "malformedFrame") assert.equal(got.at(3), 4);
        else assert.equal(got.length, 3);
      }
      assert.equal(rule.hits, 1);
    }
  });

  it("send a frame of 64 MB, and messages of unknown kinds, that are well-formed", async () => {
    await using relay = await startTen();
    relay.add(streamFaults.hugeFrame(), { where: ({ seq }) => seq === 2 });
    relay.add(streamFaults.unknownMessage(), { where: ({ seq }) => seq === 3 });
    relay.add(streamFaults.unknownMessage({ op: 7 }), { where: ({ seq }) => seq === 4 });
    const sizes: number[] = [];
    assert.deepEqual(await raw(relay, 0, 6, sizes), [1, 2, "#unheardOf", 3, "op 7", 4]);
    assert.ok((sizes[1] ?? 0) > 64 * 1024 * 1024, String(sizes[1]));
  });

  it("meet who connects", async () => {
    await using relay = await startTen();
    const refused = relay.add(streamFaults.refuse(503, { error: "Down" }), { times: 1 });
    const stream = `${relay.origin}/xrpc/com.atproto.sync.subscribeRepos`;
    assert.deepEqual(await raw(relay, 0, 3), ["error"]);
    assert.deepEqual([refused.hits, relay.connections.at(-1)?.end], [1, "refused"]);
    relay.add(streamFaults.futureCursor(), { times: 1 });
    assert.deepEqual(seqs(await read(relay, 3, 9)), ["Cursor in the future."]);
    relay.add(streamFaults.outdatedCursor({ lost: 2 }), { times: 1 });
    assert.deepEqual(seqs(await read(relay, 3, 3)), ["OutdatedCursor", 6, 7]);
    await using other = await startTen({ firstSeq: 501 });
    relay.add(streamFaults.redirect(other.origin), { times: 1 });
    const answer = await upgrade(`${stream}?cursor=5`);
    assert.deepEqual(answer, [307, `${other.origin}/xrpc/com.atproto.sync.subscribeRepos?cursor=5`]);
    assert.throws(() => relay.add(streamFaults.drop(), { tims: 1 } as object), { code: "invalid_option" });
  });

  it("let little pass, and later", async () => {
    await using relay = await startTen();
    relay.add(streamFaults.slowNetwork(20_000));
    relay.add(streamFaults.latency(20));
    const begin = performance.now();
    assert.deepEqual(seqs(await read(relay, 0, 5)), [1, 2, 3, 4, 5]);
    assert.ok(performance.now() - begin > 5 * 20, String(performance.now() - begin));
  });

  it("decide the same by the same seed", async () => {
    const runs: (readonly number[])[] = [];
    for (const seed of [1, 1, 2]) {
      await using relay = await startTen({ seed });
      const rule = relay.add(streamFaults.duplicate({ times: 1 }), { probability: 0.5 });
      assert.equal((await read(relay, 0, 10)).length, 10);
      runs.push([...rule.events]);
    }
    assert.deepEqual(runs[0], runs[1]);
    assert.notDeepEqual(runs[0], runs[2]);
  });
});

/** What arrives on a plain WebSocket: the `seq`, the type of a message without, `broken`, and how it ended. */
async function raw(relay: Relay, cursor: number, count: number, sizes: number[] = []): Promise<(number | string)[]> {
  const { decodeAll } = await import("@atproto/lex-cbor");
  const socket = new WebSocket(`${relay.url}/xrpc/com.atproto.sync.subscribeRepos?cursor=${cursor}`);
  socket.binaryType = "arraybuffer";
  const found: (number | string)[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (found.length >= count) return;
    sizes.push(typeof data === "string" ? data.length : data.byteLength);
    try {
      const [header, body] = [...decodeAll(new Uint8Array(data as ArrayBuffer))];
      const { op, t }: { op?: number; t?: string } = Object(header);
      const { seq }: { seq?: number } = Object(body);
      found.push(seq ?? (op === 1 ? t : `op ${op}`) ?? "broken");
    } catch {
      found.push("broken");
    }
    if (found.length === count) resolve();
  };
  socket.onerror = () => {};
  socket.onclose = ({ wasClean }) => {
    found.push(wasClean ? "close" : "error");
    resolve();
  };
  await promise;
  socket.close();
  return found.slice(0, count);
}

/** Status and location that a request for a WebSocket is answered with. */
async function upgrade(url: string): Promise<[number | undefined, string | undefined]> {
  const { get } = await import("node:http");
  return new Promise((resolve, reject) => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "x",
      "sec-websocket-version": "13",
    };
    get(url, { headers }, (response) => {
      response.resume();
      resolve([response.statusCode, response.headers.location]);
    }).on("error", reject);
  });
}
