import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { AtpAgent } from "@atproto/api";
import { createIdentityResolver } from "bluesky/identity";
import { migrateAccount } from "bluesky/migration";
import { consume, createVerifier, type EventStream, relay, type StreamError, type StreamEvent } from "bluesky/stream";
import { type Account, type Network, startNetwork } from "bluesky-devnet";
import { soak } from "../../scripts/test/soak.ts";
import { moveOf } from "../migration/moveOf.ts";
import { startMigrations } from "../migration/startMigrations.ts";

let net: Network;
before(async () => {
  net = await startNetwork({ appView: false });
});
after(() => net?.close());

const until = async (holds: () => boolean, what: string): Promise<void> => {
  const end = Date.now() + soak(60_000, 3_600_000);
  while (!holds()) {
    assert.ok(Date.now() < end, what);
    await sleep(20);
  }
};

/** Somebody who has logged in by the official SDK. */
async function join(name: string): Promise<{ account: Account; agent: AtpAgent }> {
  const account = await net.createAccount(name);
  const agent = new AtpAgent({ service: net.network.pds });
  await agent.login({ identifier: account.handle, password: account.password });
  return { account, agent };
}

describe("verification of streams", { timeout: soak(120_000, 7_200_000) }, () => {
  it("takes every commit of a server, whatever people do", async () => {
    const identity = createIdentityResolver({ network: net.network });
    const failures: StreamError[] = [];
    const events: StreamEvent[] = [];
    const heads = new Map<string, { rev: string; data: string }>();
    const chain = {
      get: (did: string) => heads.get(did),
      set: (did: string, head: { rev: string; data: string }) => void heads.set(did, head),
    };
    const stream: EventStream = consume(relay(net.network.pds.replace("http", "ws")), {
      start: "oldest",
      parallel: 8,
      verify: createVerifier({ identity, chain }),
      onError: (error) => {
        failures.push(error);
        return "skip";
      },
    });
    const running = stream.run((event) => {
      events.push(event);
    });
    const people = await Promise.all(["alice", "bobby", "carol", "daniel"].map(join));
    let commits = 0;
    const collections = ["app.bsky.feed.post", "app.bsky.feed.like", "com.example.note"];
    for (let turn = 0; turn < soak(120, 10_000); turn++) {
      const { agent } = people[turn % people.length] as (typeof people)[number];
      const repo = agent.assertDid;
      const collection = collections[turn % 3] ?? "";
      const value = { $type: collection, text: `turn ${turn}`, createdAt: new Date().toISOString() };
      if (turn % 11 === 4) {
        const { data } = await agent.com.atproto.repo.listRecords({ repo, collection, limit: 20 });
        const [first, ...rest] = data.records.map(({ uri }) => uri.split("/").at(-1) ?? "");
        const gone = rest
          .slice(0, 5)
          .map((rkey) => ({ $type: "com.atproto.repo.applyWrites#delete", collection, rkey }));
        const changed = first ? [{ $type: "com.atproto.repo.applyWrites#update", collection, rkey: first, value }] : [];
        const made = { $type: "com.atproto.repo.applyWrites#create", collection, value };
        await agent.com.atproto.repo.applyWrites({
          repo,
          validate: false,
          writes: [...gone, ...changed, made] as never,
        });
      } else await agent.com.atproto.repo.createRecord({ repo, collection, record: value, validate: false });
      commits++;
      if (turn % 40 === 7) await agent.com.atproto.identity.updateHandle({ handle: `renamed${turn}.test` });
      if (turn % 60 === 9) {
        await agent.com.atproto.server.deactivateAccount({});
        await agent.com.atproto.server.activateAccount();
      }
    }
    await until(
      () =>
        new Set(events.flatMap((event) => (event.kind === "commit" ? [`${event.did} ${event.rev}`] : []))).size >=
        commits,
      "commits are missing",
    );
    await stream.close();
    await running;
    assert.deepEqual(failures, []);
    assert.equal(stream.stats.failedVerifications, 0);
    // An account that comes back says where it is, which is known.
    assert.deepEqual(
      events.filter((event) => event.kind === "sync" && event.reason !== "sync"),
      [],
    );
    for (const { agent } of people) {
      const { data } = await agent.com.atproto.sync.getLatestCommit({ did: agent.assertDid });
      assert.equal(heads.get(agent.assertDid)?.rev, data.rev);
    }
    console.log(`${commits} commits of ${people.length} accounts, none refused`);
  });

  it("follows an account to another server, where another key signs", async (t) => {
    await using all = await startMigrations({ appView: false });
    const { network } = all.net;
    const mover = await all.join("mover");
    const identity = createIdentityResolver({ network });
    // One for both servers, as behind a relay.
    const verify = createVerifier({ identity });
    const failures: StreamError[] = [];
    const revs: string[] = [];
    const syncs: string[] = [];
    const onError = (error: StreamError): "skip" => {
      failures.push(error);
      return "skip";
    };
    const ending = new AbortController();
    t.after(() => ending.abort());
    const streams = [network.pds, all.second.url].map((url) =>
      consume(relay(url.replace("http", "ws")), { start: "oldest", verify, onError, signal: ending.signal }),
    );
    const running = streams.map((stream) =>
      stream.run((event) => {
        if (event.kind === "commit") revs.push(event.rev);
        else if (event.kind === "sync") syncs.push(event.reason);
      }),
    );
    const { data: last } = await mover.agent.com.atproto.sync.getLatestCommit({ did: mover.did });
    await until(() => revs.includes(last.rev), "commits of the first server are missing");
    const move = moveOf(all.second, mover, "mover.pds2", { rotationKey: mover.key });
    assert.ok((await migrateAccount(move, { network })).isDone);
    const agent = new AtpAgent({ service: all.second.url });
    await agent.login({ identifier: mover.did, password: mover.password });
    for (let n = 0; n < 5; n++) await agent.post({ text: `at the new place ${n}` });
    const { data: newest } = await agent.com.atproto.sync.getLatestCommit({ did: mover.did });
    await until(() => revs.includes(newest.rev), "commits of the second server are missing");
    ending.abort();
    await Promise.all(running);
    // The new server sends the commit that it took over, with a revision of its own: no signature says so.
    assert.deepEqual(
      failures.map(({ host, reason }) => [host, reason]),
      [[new URL(all.second.url).host, "commit"]],
    );
    assert.deepEqual(syncs, []);
  });
});
