import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Tap as OfficialTap, SimpleIndexer } from "@atproto/tap";
import * as streamFaults from "../faults/streamFaults.ts";
import { startTap } from "./startTap.ts";
import type { Tap } from "./Tap.ts";

const [alice, bob] = ["did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"];

function publish(tap: Tap, did: string, rkey: string, live: boolean): number {
  const record = { did, rkey, live, rev: "3kb3fge5lm32x", collection: "app.bsky.feed.post", action: "create" as const };
  const cid = "bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi";
  return tap.publish({
    type: "record",
    record: { ...record, record: { $type: "app.bsky.feed.post", text: "hi" }, cid },
  });
}

/** A plain client that says when it acknowledges. */
function connect(tap: Tap): { got: number[]; ack(id: number): void; close(): void } {
  const socket = new WebSocket(tap.url);
  const got: number[] = [];
  socket.onmessage = ({ data }: MessageEvent<string>) => got.push(JSON.parse(data).id);
  return { got, ack: (id) => socket.send(JSON.stringify({ type: "ack", id })), close: () => socket.close() };
}

async function until(holds: () => boolean): Promise<void> {
  for (let wait = 0; wait < 2000 && !holds(); wait++) await sleep(5);
  assert.ok(holds());
}

describe("a scripted Tap", () => {
  it("sends history together, and a live event alone, for each account", async () => {
    await using tap = await startTap();
    // H1 H2 L3 H4 H5 L6 of alice, L7 of bob.
    for (const [rkey, live] of [
      ["h1", false],
      ["h2", false],
      ["l3", true],
      ["h4", false],
      ["h5", false],
      ["l6", true],
    ] as const) {
      publish(tap, alice, rkey, live);
    }
    publish(tap, bob, "l7", true);
    const client = connect(tap);
    await until(() => client.got.length === 3);
    assert.deepEqual(client.got.splice(0), [1, 2, 7]);
    client.ack(2);
    await sleep(20);
    assert.deepEqual(client.got, []);
    client.ack(1);
    await until(() => client.got.length === 1);
    assert.deepEqual(client.got.splice(0), [3]);
    client.ack(3);
    await until(() => client.got.length === 2);
    await sleep(20);
    assert.deepEqual(client.got.splice(0), [4, 5]);
    client.ack(4);
    client.ack(5);
    await until(() => client.got.length === 1);
    assert.deepEqual([client.got, tap.pending, tap.acknowledged], [[6], 2, [2, 1, 3, 4, 5]]);
    client.close();
  });

  it("sends again what is not acknowledged, to whoever is there", async () => {
    await using tap = await startTap({ retryAfter: 30 });
    const id = publish(tap, alice, "one", true);
    const first = connect(tap);
    await until(() => first.got.length >= 2);
    first.close();
    await until(() => !tap.connections[0]?.open);
    const second = connect(tap);
    await until(() => second.got.length >= 1);
    second.ack(id);
    await until(() => tap.pending === 0);
    assert.ok((tap.sent.get(id) ?? 0) >= 3);
    second.close();
  });

  it("is what the official client expects", async () => {
    await using tap = await startTap({ adminPassword: "secret", retryAfter: 50 });
    const official = new OfficialTap(tap.origin, { adminPassword: "secret" });
    await official.addRepos([alice, bob]);
    await official.removeRepos([bob]);
    assert.deepEqual([...tap.dids], [alice]);
    assert.equal((await fetch(`${tap.origin}/health`)).status, 401);
    publish(tap, alice, "one", false);
    tap.publish({ type: "identity", identity: { did: alice, handle: "alice.test", isActive: true, status: "active" } });
    publish(tap, alice, "two", true);
    tap.add(streamFaults.drop(), { times: 1 });
    tap.add(streamFaults.duplicate(), { times: 1 });
    const seen: string[] = [];
    const indexer = new SimpleIndexer();
    indexer.record(async ({ rkey, action }) => void seen.push(`${action} ${rkey}`));
    indexer.identity(async ({ handle, isActive }) => void seen.push(`${handle} ${isActive}`));
    indexer.error((error) => assert.fail(error));
    const channel = official.channel(indexer);
    const running = channel.start();
    await until(() => tap.pending === 0);
    await channel.destroy();
    await running;
    assert.deepEqual([...new Set(seen)], ["create one", "alice.test true", "create two"]);
    assert.equal(seen.length, 4);
    assert.equal(tap.sent.get(1), 2);
  });

  it("needs no acknowledgements where they are turned off", async () => {
    await using tap = await startTap({ disableAcks: true });
    for (const rkey of ["a", "b", "c"]) publish(tap, alice, rkey, true);
    const client = connect(tap);
    await until(() => client.got.length === 3);
    await until(() => tap.pending === 0);
    assert.throws(() => tap.publish({ type: "nothing" } as never), { code: "invalid_option" });
    client.close();
  });
});
