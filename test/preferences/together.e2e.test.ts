import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { muteWord, type PreferencesDraft, saveFeed, updatePreferences } from "bluesky/actions";
import { login } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { type Client, createClient, WriteOutcomeUnknownError } from "bluesky/client";
import { type Account, type Fault, faults, type Network, startFaults } from "bluesky-devnet";
import { soak } from "../../scripts/test/soak.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

/** How many changes two processes make, and how many are made through faults. */
const CHANGES = soak(60, 500);
const FAULTY = soak(40, 1_000);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

const [GET, PUT] = ["app.bsky.actor.getPreferences", "app.bsky.actor.putPreferences"];

/** Answers with JSON that is no answer. */
const answering = (json: string): Fault => ({
  name: json,
  start: () => ({
    handle: () => ({
      status: 200,
      headers: new Headers({ "content-type": "application/json" }),
      body: new TextEncoder().encode(json),
    }),
  }),
});

describe(`preferences that many change (SEED=${seed})`, { timeout: soak(120_000, 3_600_000) }, () => {
  let net: Network;
  let folder: string;
  before(async () => {
    net = await borrowNetwork({ appView: false });
    folder = await mkdtemp(join(tmpdir(), "bluesky-preferences-"));
  });
  after(async () => {
    await net?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The muted words, as the official library reads them. */
  async function readWords({ handle, password }: Account): Promise<string[]> {
    const agent = new AtpAgent({ service: net.network.pds });
    await agent.login({ identifier: handle, password });
    const { moderationPrefs } = await agent.getPreferences();
    return moderationPrefs.mutedWords.map(({ value }) => value).sort();
  }

  /** As many words, in the order of strings. */
  const wordsOf = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${name}${`${i}`.padStart(5, "0")}`);

  it(`keep ${CHANGES} changes of two processes with one store`, async (test) => {
    const account = await net.createAccount("together");
    await login({ ...account, store: createFileStore(folder) });
    const program = join(import.meta.dirname, "programs/muteWords.ts");
    const lanes = ["a", "b"].map((name) => wordsOf(name, CHANGES / 2));
    const children = lanes.map((words) => {
      const input = JSON.stringify({ folder, did: account.did, network: net.network, words });
      const options = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
      return spawn(process.execPath, [...options, program, input], { stdio: ["pipe", "pipe", "inherit"] });
    });
    try {
      await Promise.all(children.map(({ stdout }) => once(stdout, "data")));
      const startedAt = performance.now();
      const ends = children.map((child) => once(child, "exit"));
      for (const { stdin } of children) stdin.end();
      assert.deepEqual(await Promise.all(ends), [
        [0, null],
        [0, null],
      ]);
      test.diagnostic(`${CHANGES} changes in ${Math.round(performance.now() - startedAt)} ms`);
    } finally {
      for (const child of children) child.kill();
    }
    const found = await readWords(account);
    test.diagnostic(`${CHANGES - found.length} of ${CHANGES} lost`);
    assert.deepEqual(found, lanes.flat());
  });

  it("keep the changes of several clients and functions in one process", async () => {
    const account = await net.createAccount();
    const open = async (): Promise<Client> => createClient({ session: await login(account), network: net.network });
    const clients = await Promise.all([open(), open(), open()]);
    const words = wordsOf("w", 24);
    const uri = (rkey: number): string => `at://${account.did}/app.bsky.feed.generator/${rkey}`;
    await Promise.all([
      ...words.map((word, i) => muteWord(clients[i % 3] ?? assert.fail(), word)),
      ...words.map((_, i) => saveFeed(clients[(i + 1) % 3] ?? assert.fail(), uri(i))),
    ]);
    assert.deepEqual(await readWords(account), words);
    const agent = new AtpAgent({ service: net.network.pds });
    await agent.login({ identifier: account.handle, password: account.password });
    const { savedFeeds } = await agent.getPreferences();
    assert.deepEqual(savedFeeds.map(({ value }) => value).sort(), ["following", ...words.map((_, i) => uri(i))].sort());
  });

  it("are written again where another program has written an old copy over them, if they are verified", async () => {
    const account = await net.createAccount();
    const session = await login(account);
    const agent = new AtpAgent({ service: net.network.pds });
    await agent.login({ identifier: account.handle, password: account.password });
    let theirs = 0;
    let isDisturbed = false;
    const fetchHandler: typeof session.fetchHandler = async (path, init) => {
      if (!path.includes(PUT) || !isDisturbed) return session.fetchHandler(path, init);
      isDisturbed = false;
      // They have read before, and write after us.
      const { preferences } = (await agent.app.bsky.actor.getPreferences()).data;
      const response = await session.fetchHandler(path, init);
      const interests = { $type: "app.bsky.actor.defs#interestsPref", tags: [`${theirs++}`] };
      const others = preferences.filter(({ $type }) => $type !== interests.$type);
      await agent.app.bsky.actor.putPreferences({ preferences: [...others, interests] });
      return response;
    };
    const client = createClient({ session: { did: session.did, fetchHandler } });
    isDisturbed = true;
    await muteWord(client, "not verified");
    const words = wordsOf("verified", 5);
    for (const word of words) {
      isDisturbed = true;
      assert.deepEqual(await muteWord(client, word, { verify: 1 }), { done: true });
    }
    assert.deepEqual(await readWords(account), words);
    assert.deepEqual((await agent.getPreferences()).interests.tags, [`${theirs - 1}`]);
    assert.equal(theirs, 6);
  });

  it(`through faults, keep all of ${FAULTY} changes that were said to be made`, async (test) => {
    const account = await net.createAccount();
    await using faulty = await startFaults(net, { seed });
    const { pds } = faulty;
    const through = { ...account, network: faulty.network, service: faulty.network.pds };
    const open = async (): Promise<Client> => {
      const session = await login(through);
      return createClient({ session, network: faulty.network, retry: { baseDelay: 20 } });
    };
    const clients = [await open(), await open()];
    const rules = [
      pds.add(faults.resetBeforeCommit(), { nsid: [GET, PUT], probability: 0.1 }),
      pds.add(faults.resetAfterCommit(), { nsid: [GET, PUT], probability: 0.1 }),
      pds.add(faults.status(502), { nsid: [GET, PUT], probability: 0.1 }),
      pds.add(faults.truncatedJson(), { nsid: GET, probability: 0.1 }),
      pds.add(faults.emptyBody(), { nsid: GET, probability: 0.1 }),
      pds.add(faults.html(), { nsid: GET, probability: 0.05 }),
    ];
    const words = wordsOf("f", FAULTY);
    const count = { made: 0, refused: 0, unknown: 0 };
    const made: string[] = [];
    const maybe: string[] = [];
    const change = async (word: string, client: Client): Promise<void> => {
      try {
        await muteWord(client, word);
        made.push(word);
        count.made++;
      } catch (error) {
        const isUnknown = error instanceof WriteOutcomeUnknownError;
        count[isUnknown ? "unknown" : "refused"]++;
        if (isUnknown) maybe.push(word);
      }
    };
    const lane = async (client: Client, parity: number): Promise<void> => {
      for (const [i, word] of words.entries()) if (i % 2 === parity) await change(word, client);
    };
    await Promise.all(clients.map(lane));
    pds.clear();
    const found = await readWords(account);
    const lost = made.filter((word) => !found.includes(word));
    const extra = found.filter((word) => !made.includes(word) && !maybe.includes(word));
    test.diagnostic(`${JSON.stringify(count)}; ${lost.length} lost, ${extra.length} made that were said not to be`);
    assert.deepEqual([lost, extra], [[], []]);
    const hits = rules.reduce((sum, rule) => sum + rule.hits, 0);
    assert.ok(hits > FAULTY / 4, `${hits} faults`);
  });

  it("are never written after a read that has failed", async () => {
    const account = await net.createAccount();
    await using faulty = await startFaults(net, { seed });
    const { pds } = faulty;
    const session = await login({ ...account, service: faulty.network.pds, network: faulty.network });
    const client = createClient({ session, network: faulty.network, retry: { baseDelay: 1 } });
    await muteWord(client, "kept");
    const before = await readWords(account);
    const changes: ((prefs: PreferencesDraft) => void)[] = [
      (prefs) => prefs.muteWord("new"),
      (prefs) => prefs.setSavedFeeds([]),
      (prefs) => {
        prefs.entries = [];
      },
    ];
    for (const fault of [
      faults.status(502),
      faults.status(404),
      answering("{}"),
      answering('{"preferences":null}'),
      answering('{"preferences":[null]}'),
      faults.truncatedJson(),
      faults.emptyBody(),
      faults.html(),
      faults.resetBeforeCommit(),
      faults.resetAfterCommit(),
      faults.resetMidBody(),
    ]) {
      pds.clearRequests();
      using _ = pds.add(fault, { nsid: GET });
      for (const change of changes) {
        await assert.rejects(updatePreferences(client, change), (error: Error) => "nsid" in error, fault.name);
      }
      assert.equal(pds.requests.filter(({ nsid }) => nsid === PUT).length, 0, fault.name);
    }
    assert.deepEqual(await readWords(account), before);
  });

  it("take up what others have written where no answer came", async () => {
    const account = await net.createAccount();
    const session = await login(account);
    const agent = new AtpAgent({ service: net.network.pds });
    await agent.login({ identifier: account.handle, password: account.password });
    for (const reaches of [false, true]) {
      let puts = 0;
      const fetchHandler: typeof session.fetchHandler = async (path, init) => {
        if (!path.includes(PUT) || puts++ > 0) return session.fetchHandler(path, init);
        if (reaches) await session.fetchHandler(path, init);
        await agent.addMutedWord({ value: `theirs, ${reaches}`, targets: ["tag"], actorTarget: "all" });
        throw new TypeError("fetch failed");
      };
      const client = createClient({ session: { did: session.did, fetchHandler }, retry: false });
      assert.deepEqual(await muteWord(client, `ours, ${reaches}`), { done: true });
      // What had reached the server is not sent again, and what had not is another list by now.
      assert.equal(puts, reaches ? 1 : 2);
    }
    const words = ["ours, false", "ours, true", "theirs, false", "theirs, true"];
    assert.deepEqual(await readWords(account), words);
  });
});
