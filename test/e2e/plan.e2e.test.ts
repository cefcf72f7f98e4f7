import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Post } from "../../packages/bluesky/src/lexicons/app/bsky/feed/post.ts";
import { createSession } from "../../packages/bluesky/src/lexicons/com/atproto/server/createSession.ts";
import {
  buildWrite,
  type Clock,
  list,
  type PlanWait,
  planWrites,
  resumePlan,
} from "../../packages/bluesky/src/records/index.ts";
import { type Client, createClient } from "../../packages/bluesky/src/xrpc/index.ts";
import type { Account, Network } from "../../packages/devnet/src/index.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

const createdAt = "2024-01-01T00:00:00Z";
let network: Network;
let bob: Account;
/** Makes a client whose answers to `applyWrites` may be lost. */
let connect: (isLost: () => boolean) => Client;
let requests = 0;

before(async () => {
  network = await borrowNetwork({ appView: false, rateLimits: true });
  bob = await network.createAccount("bob");
  const { pds } = network.network;
  const login = { identifier: "bob.test", password: bob.password };
  const tokens = await createSession(createClient({ service: pds }), login);
  connect = (isLost) => {
    const fetchHandler = async (path: string, init: RequestInit): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${tokens.accessJwt}`);
      requests++;
      const response = await fetch(new URL(path, pds), { ...init, headers });
      if (path.endsWith("applyWrites") && isLost()) throw new TypeError("fetch failed");
      return response;
    };
    return createClient({ session: { did: bob.did, fetchHandler }, network: network.network });
  };
});

after(() => network?.close());

/** An hour in a fifth of a second. */
function fastClock(): Clock {
  const speed = 18_000;
  const start = Date.now();
  return {
    now: () => start + (performance.now() - begun) * speed,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms / speed);
        signal?.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve(undefined);
        });
      }),
  };
}
const begun = performance.now();

async function textsOf(client: Client): Promise<string[]> {
  const texts: string[] = [];
  for await (const { value } of list.items(client, Post, { limit: 100, reverse: true })) texts.push(value.text);
  return texts;
}

test("500 posts within a small budget, killed again and again, answers lost: each is there once, in order", async (t) => {
  const texts = Array.from({ length: 500 }, (_, i) => `post ${i}`);
  const writes = texts.map((text) => buildWrite.create(Post, { text, createdAt }));
  const clock = fastClock();
  const limits = { hour: 600, day: 1_000_000 };
  const client = connect(() => Math.random() < 0.2);
  let stored = planWrites(writes, { limits, batchSize: 20, clock }).checkpoint();
  let [kills, sent] = [0, 0];
  for (let done = 0; done < writes.length; ) {
    // A new process: nothing but what was stored is left of the one before.
    const plan = resumePlan(stored, { writes, clock });
    const life = new AbortController();
    const kill = setTimeout(() => life.abort(), 5 + Math.random() * (kills < 40 ? 150 : 3000));
    let alive = true;
    life.signal.addEventListener("abort", () => {
      alive = false;
      kills++;
    });
    const onCheckpoint = (text: string): void => {
      if (!alive) return;
      stored = text;
      sent += "pending" in JSON.parse(text) ? 1 : 0;
    };
    try {
      for await (const progress of plan.run(client, { signal: life.signal, onCheckpoint })) done = progress.done;
    } catch (error) {
      if (!life.signal.aborted) throw error;
    } finally {
      clearTimeout(kill);
    }
  }
  t.diagnostic(`killed ${kills} times; ${sent} batches sent, of ${writes.length / 20}; ${requests} requests`);
  assert.ok(kills > 0);
  assert.deepEqual(await textsOf(client), texts);
  // By its keys, which it has chosen.
  const { writes: planned } = resumePlan(stored, { writes });
  const keys: string[] = [];
  for await (const { rkey } of list.items(client, Post, { limit: 100, reverse: true })) keys.push(rkey);
  assert.deepEqual(
    keys,
    planned.map(({ rkey }) => rkey),
  );
});

test("the server refuses what is there already, and what is not: the plan leaves out what is done, and names what cannot be", async () => {
  const client = connect(() => false);
  const [first, second] = (await list(client, Post, { limit: 2, reverse: true })).records;
  assert.ok(first && second);
  const plan = planWrites([
    buildWrite.create(Post, { text: first.value.text, createdAt }, { rkey: first.rkey }),
    buildWrite.update(Post, second, { text: "changed", createdAt }),
    buildWrite.delete(Post, "2222222222222"),
    buildWrite.create(Post, { text: "new", createdAt }),
  ]);
  for await (const { results } of plan.run(client, { retry: { baseDelay: 1 } })) {
    assert.deepEqual(
      results.map(({ rkey }) => rkey),
      plan.writes.map(({ rkey }) => rkey),
    );
  }
  const texts = await textsOf(client);
  assert.deepEqual([texts.length, texts[0], texts[1], texts.at(-1)], [501, "post 0", "changed", "new"]);

  const other = planWrites([
    buildWrite.create(Post, { text: "another", createdAt }, { rkey: first.rkey }),
    buildWrite.update(Post, { rkey: "2222222222222" }, { text: "another", createdAt }),
  ]);
  const rkeys = [first.rkey, "2222222222222"];
  await assert.rejects(
    other.run(client, { retry: { baseDelay: 1 } }).next(),
    (error: Error & Record<string, unknown>) => {
      assert.equal(error.code, "write_conflict");
      assert.deepEqual(
        (error.writes as { rkey: string }[]).map(({ rkey }) => rkey),
        rkeys,
      );
      return true;
    },
  );
  assert.equal((await textsOf(client)).length, 501);
});

test("200 long posts in one plan are taken by the server in batches that fit", async () => {
  const client = connect(() => false);
  const record = { text: "é".repeat(300), createdAt, padding: "é".repeat(20_000) };
  const plan = planWrites(
    Array.from({ length: 200 }, () => buildWrite.create(Post, record)),
    {
      limits: { hour: Number.POSITIVE_INFINITY, day: Number.POSITIVE_INFINITY },
    },
  );
  const batches: number[] = [];
  for await (const { results } of plan.run(client)) batches.push(results.length);
  assert.ok(batches.length > 5, `${batches}`);
  assert.equal(
    batches.reduce((a, b) => a + b, 0),
    200,
  );
});

test("a server that has had enough says when to come back, and the plan comes back then", async () => {
  const client = connect(() => false);
  const writes = Array.from({ length: 1667 }, (_, i) => buildWrite.create(Post, { text: `more ${i}`, createdAt }));
  // Nobody has told the plan of the limit.
  const plan = planWrites(writes, { limits: { hour: Number.POSITIVE_INFINITY, day: Number.POSITIVE_INFINITY } });
  const life = new AbortController();
  const waits: PlanWait[] = [];
  const onWait = (wait: PlanWait): void => {
    waits.push(wait);
    life.abort();
  };
  const run = async (): Promise<void> => {
    for await (const { done } of plan.run(client, { signal: life.signal, onWait })) assert.ok(done < 1667);
  };
  await assert.rejects(run(), { code: "aborted" });
  const [wait] = waits;
  assert.equal(wait?.reason, "server");
  const minutes = (Number(wait?.until.getTime()) - Date.now()) / 60_000;
  assert.ok(minutes > 30 && minutes < 61, `${minutes} minutes`);
  // It is known that nothing of the batch was done.
  assert.equal(JSON.parse(plan.checkpoint()).pending, undefined);
  const again = resumePlan(plan.checkpoint(), { writes });
  assert.deepEqual([again.done, again.estimate().finishedAt], [plan.done, wait?.until]);
});
