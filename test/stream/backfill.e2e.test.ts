import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { AtpAgent } from "@atproto/api";
import { createClient } from "bluesky/client";
import { backfill, findRepos, relay, resync, type StreamEvent } from "bluesky/stream";
import { type Network, startNetwork } from "bluesky-devnet";
import { soak } from "../../scripts/test/soak.ts";

const COLLECTION = "com.example.note";
const folder = mkdtempSync(join(tmpdir(), "backfill-"));
let net: Network;
const agents: AtpAgent[] = [];

before(async () => {
  net = await startNetwork({ appView: false });
  for (let n = 0; n < soak(8, 500); n++) {
    const account = await net.createAccount(`person${n}`);
    const agent = new AtpAgent({ service: net.network.pds });
    await agent.login({ identifier: account.handle, password: account.password });
    agents.push(agent);
    await write(agent, 5);
  }
});
after(async () => {
  await net?.close();
  rmSync(folder, { recursive: true });
});

async function write(agent: AtpAgent, count: number): Promise<void> {
  const writes = Array.from({ length: count }, (_, n) => ({
    $type: "com.atproto.repo.applyWrites#create",
    collection: COLLECTION,
    value: { $type: COLLECTION, text: `note ${n} ${Math.random()}` },
  }));
  await agent.com.atproto.repo.applyWrites({ repo: agent.assertDid, writes: writes as never }); // types are the package's own
}

/** What the servers have: CIDs by at-uri. */
async function truth(): Promise<Map<string, string>> {
  const records = new Map<string, string>();
  for (const agent of agents) {
    let cursor: string | undefined;
    do {
      const { data } = await agent.com.atproto.repo.listRecords({
        repo: agent.assertDid,
        collection: COLLECTION,
        limit: 100,
        ...(cursor && { cursor }),
      });
      for (const { uri, cid } of data.records) records.set(uri, cid);
      cursor = data.cursor;
    } while (cursor);
  }
  return records;
}

/** Something that happens to somebody: a few notes more, one changed, one less. */
async function change(turn: number): Promise<void> {
  const agent = agents[turn % agents.length];
  if (!agent) return;
  const repo = agent.assertDid;
  const { data } = await agent.com.atproto.repo.listRecords({ repo, collection: COLLECTION, limit: 10 });
  const [first, second] = data.records.map(({ uri }) => uri.split("/").at(-1) ?? "");
  if (turn % 3 === 0 && first) {
    const record = { $type: COLLECTION, text: `changed ${turn}` };
    await agent.com.atproto.repo.putRecord({ repo, collection: COLLECTION, rkey: first, record });
  } else if (turn % 3 === 1 && second) {
    await agent.com.atproto.repo.deleteRecord({ repo, collection: COLLECTION, rkey: second });
  } else await write(agent, 1 + (turn % 4));
}

const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, what);
    await sleep(50);
  }
};

describe("backfill", { timeout: soak(120_000, 3_600_000) }, () => {
  it("gives each record once, and goes over to what is new", async () => {
    const client = createClient({ network: net.network, service: net.network.pds });
    const given = new Map<string, string[]>();
    const state = new Map<string, string>();
    const all = backfill(client, relay(net.network.pds.replace("http", "ws")), {
      collections: [COLLECTION],
      perHost: 3,
    });
    const running = all.run((event: StreamEvent) => {
      if (event.kind !== "commit") return;
      given.set(event.uri, [...(given.get(event.uri) ?? []), `${event.action} ${event.cid}`]);
      if (event.cid) state.set(event.uri, event.cid);
      else state.delete(event.uri);
    });
    for (let turn = 0; turn < 30; turn++) await change(turn);
    await until(() => all.stats.isCaughtUp, "it never caught up");
    for (let turn = 30; turn < 60; turn++) await change(turn);
    const wanted = await truth();
    await until(() => state.size === wanted.size && [...wanted].every(([uri, cid]) => state.get(uri) === cid), "a gap");
    await all.close();
    await running;
    for (const [uri, actions] of given) assert.equal(new Set(actions).size, actions.length, `${uri}: ${actions}`);
    assert.equal(all.stats.read, agents.length);
    await assert.rejects(async () => all.run(() => {}), { code: "invalid_option" });
  });

  it("loses nothing, whenever it is killed", async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1e6);
    console.log(`SEED=${seed}`);
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    let turn = 0;
    let isWriting = true;
    const writing = (async () => {
      while (isWriting) {
        await change(turn++);
        await sleep(20);
      }
    })();
    const start = (): ChildProcess => {
      const program = join(import.meta.dirname, "programs/backfill.ts");
      return spawn(
        process.execPath,
        [...process.execArgv.filter((flag) => !flag.startsWith("--test")), program, folder],
        {
          env: { ...process.env, BLUESKY_NETWORK: JSON.stringify(net.network), NODE_OPTIONS: "" },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
    };
    try {
      for (let kill = 0; kill < soak(4, 10); kill++) {
        const child = start();
        await sleep(600 + random(1_500));
        child.kill("SIGKILL");
        await once(child, "exit");
      }
    } finally {
      isWriting = false;
      await writing;
    }
    const child = start();
    try {
      await once(child.stdout ?? child, "data");
      const wanted = await truth();
      const database = new DatabaseSync(join(folder, "records.db"), { readOnly: true });
      const read = (): Map<string, string> =>
        new Map(
          database
            .prepare("SELECT uri, cid FROM records")
            .all()
            .map(({ uri, cid }) => [String(uri), String(cid)]),
        );
      await until(() => {
        const found = read();
        return found.size === wanted.size && [...wanted].every(([uri, cid]) => found.get(uri) === cid);
      }, "something is missing, or there is something that is not");
      const doubled = database
        .prepare("SELECT count(*) AS n FROM (SELECT uri FROM given GROUP BY uri, action, rev HAVING count(*) > 1)")
        .get();
      console.log(`${wanted.size} records, ${turn} changes, given again: ${doubled?.n}`);
      database.close();
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("looks again at what it has read where nobody knows what came meanwhile", async () => {
    const client = createClient({ network: net.network, service: net.network.pds });
    const source = relay(net.network.pds.replace("http", "ws"));
    const revs = new Map<string, string>();
    const journal = { get: (did: string) => revs.get(did), set: (did: string, rev: string) => void revs.set(did, rev) };
    const state = new Map<string, { collection: string; rkey: string; cid: string }>();
    const run = async (): Promise<{ given: string[]; read: number }> => {
      const given: string[] = [];
      const all = backfill(client, source, {
        collections: [COLLECTION],
        journal,
        known: (did) => [...state].flatMap(([uri, record]) => (uri.includes(did) ? [record] : [])),
        onCaughtUp: () => void all.close(),
      });
      await all.run((event) => {
        if (event.kind !== "commit") return;
        const { uri, action, collection, rkey, cid } = event;
        given.push(`${action} ${uri}`);
        if (cid) state.set(uri, { collection, rkey, cid });
        else state.delete(uri);
      });
      return { given, read: all.stats.read };
    };
    const first = await run();
    assert.equal(first.read, agents.length);
    const [agent] = agents;
    assert.ok(agent);
    const [one] = [...state].filter(([uri]) => uri.includes(agent.assertDid));
    assert.ok(one);
    const [uri, { rkey }] = one;
    await agent.com.atproto.repo.deleteRecord({ repo: agent.assertDid, collection: COLLECTION, rkey });
    // There is a journal, and no cursor.
    assert.deepEqual(await run(), { given: [`delete ${uri}`], read: 1 });
    assert.deepEqual(await run(), { given: [], read: 0 });
  });

  it("takes accounts that are not active for empty, until they are back, and asks about those that fail", async () => {
    const client = createClient({ network: net.network, service: net.network.pds });
    const [, agent] = agents;
    assert.ok(agent);
    const did = agent.assertDid;
    await agent.com.atproto.server.deactivateAccount({});
    const nobody = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    const failures: string[] = [];
    const given: string[] = [];
    const revs = new Map<string, string>();
    const all = backfill(client, relay(net.network.pds.replace("http", "ws")), {
      collections: [COLLECTION],
      repos: () => [did, nobody, "did:web:nowhere.invalid"],
      journal: { get: (one) => revs.get(one), set: (one, rev) => void revs.set(one, rev) },
      onRepoError: (failure) => {
        failures.push(`${failure.did} ${failure.attempt}`);
        return failure.attempt === 1 ? "retry" : "skip";
      },
    });
    const running = all.run((event) => {
      if (event.kind === "commit") given.push(event.uri);
    });
    await until(() => all.stats.isCaughtUp, "it never caught up");
    assert.deepEqual([revs.get(did), revs.get(nobody), given], ["", "", []]);
    assert.deepEqual(failures, ["did:web:nowhere.invalid 1", "did:web:nowhere.invalid 2"]);
    assert.equal(all.stats.failed, 1);
    await agent.com.atproto.server.activateAccount();
    const mine = [...(await truth()).keys()].filter((uri) => uri.includes(did)).sort();
    await until(() => given.length >= mine.length, "it never came back");
    await all.close();
    await running;
    assert.deepEqual([...given].sort(), mine);
    const failing = backfill(client, relay(net.network.pds.replace("http", "ws")), {
      repos: () => ["did:web:nowhere.invalid"],
    });
    await assert.rejects(
      failing.run(() => {}),
      { name: "IdentityError" },
    );
    assert.throws(() => backfill(client, relay("ws://localhost:1"), { readers: 0 }), { option: "readers" });
  });

  it("finds who there is, and reads anew what has changed", async () => {
    const client = createClient({ network: net.network, service: net.network.pds });
    const found = new Set<string>();
    for await (const did of findRepos(client, { collections: [COLLECTION] })) found.add(did);
    assert.deepEqual([...found].sort(), agents.map(({ assertDid }) => String(assertDid)).sort());
    const [agent] = agents;
    assert.ok(agent);
    const did = agent.assertDid;
    const known: { collection: string; rkey: string; cid: string }[] = [];
    for await (const event of resync(client, did, { collections: ["com.example.*"] })) {
      assert.ok(event.action === "create" && !event.live);
      assert.deepEqual(Object(event.record).$type, COLLECTION);
      known.push({ collection: event.collection, rkey: event.rkey, cid: event.cid });
    }
    const [changed, removed] = known;
    assert.ok(changed && removed);
    const { rkey } = changed;
    await agent.com.atproto.repo.putRecord({ repo: did, collection: COLLECTION, rkey, record: { text: "anew" } });
    await agent.com.atproto.repo.deleteRecord({ repo: did, collection: COLLECTION, rkey: removed.rkey });
    await agent.com.atproto.repo.createRecord({
      repo: did,
      collection: COLLECTION,
      rkey: "zz",
      record: { text: "zz" },
    });
    const changes: string[] = [];
    for await (const { action, rkey: key } of resync(client, did, { known })) {
      changes.push(`${action} ${key}`);
    }
    // The profile and the like are in other collections, of which none is known.
    assert.deepEqual(
      changes.filter((one) => /update|delete|zz/.test(one)),
      [`update ${rkey}`, "create zz", `delete ${removed.rkey}`],
    );
    await assert.rejects(
      async () => {
        for await (const _ of resync(client, "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")) assert.fail();
      },
      { name: "IdentityError" },
    );
  });
});
