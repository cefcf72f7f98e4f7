import assert from "node:assert/strict";
import { chmodSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { Bluesky } from "bluesky";
import { startNetwork } from "bluesky-devnet";
import { readRepo } from "../posts/readRepo.ts";
import { type People, type Person, startPeople } from "../posts/startPeople.ts";

let people: People;
/** Where the network keeps its databases. */
const folder = mkdtempSync(join(tmpdir(), "people-"));
before(async () => {
  // The user that the AppView's database runs as must get there, too.
  chmodSync(folder, 0o755);
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  people = await startPeople(startNetwork);
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
});
after(async () => {
  await people?.net.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the PDS has of an account in a column that nobody else is told. */
function columnOf({ did }: Pick<Person, "did">, table: "actor" | "email_token", column: string): string {
  // Beside the database of the PDS there is one of nobody.
  for (const path of globSync(join(folder, "**/account.sqlite"))) {
    using database = new DatabaseSync(path, { readOnly: true });
    if (!database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table)) continue;
    const found = database.prepare(`SELECT ${column} AS value FROM ${table} WHERE did = ?`).get(did);
    if (found) return String(found.value);
  }
  throw new Error(`the PDS has no ${table} of ${did}`);
}

/** The official library, logged in anew. */
async function loginAs({ did, password }: Pick<Person, "did" | "password">): Promise<AtpAgent> {
  const agent = new AtpAgent({ service: people.net.network.pds });
  await agent.login({ identifier: did, password });
  return agent;
}

describe("a profile", { timeout: 60_000 }, () => {
  it("keeps what others change at the same time, and is not written after a failed read", async () => {
    const { net, alice, bob } = people;
    const read = async () => (await readRepo(net, alice.did)).get("app.bsky.actor.profile/self")?.value;
    assert.ok((await alice.bsky.profile.update({ displayName: "Alice", pronouns: "she/her" })).done);
    assert.equal((await alice.bsky.profile.update({ displayName: "Alice" })).done, false);
    await alice.agent.upsertProfile((existing) => ({ ...existing, description: "from elsewhere" }));
    const letters = [..."abcdefgh"];
    const append = (letter: string) =>
      alice.bsky.profile.update(({ displayName = "", ...profile }) => ({
        ...profile,
        displayName: displayName + letter,
      }));
    for (const pair of [letters.slice(0, 3), letters.slice(3, 6), letters.slice(6)])
      await Promise.all(pair.map(append));
    const { displayName, ...rest } = Object(await read());
    assert.deepEqual([...String(displayName).slice("Alice".length)].sort(), letters);
    assert.deepEqual([rest.description, rest.pronouns], ["from elsewhere", "she/her"]);
    let calls = 0;
    await alice.bsky.profile.update(async (profile) => {
      // Somebody else is faster.
      if (++calls === 1) await alice.agent.upsertProfile((existing) => ({ ...existing, description: "meanwhile" }));
      return { ...profile, website: "https://alice.example.com" };
    });
    assert.equal(calls, 2);
    const both = Object(await read());
    assert.deepEqual([both.description, both.website], ["meanwhile", "https://alice.example.com"]);
    await net.settled();
    assert.equal((await bob.agent.getProfile({ actor: alice.did })).data.displayName, displayName);
    assert.ok((await alice.bsky.profile.update({ pronouns: undefined })).done);
    assert.equal(Object(await read()).pronouns, undefined);

    const before = await read();
    const isRead = (url: string): boolean => url.includes("com.atproto.repo.getRecord");
    const failing: typeof fetch = async (input, init) =>
      isRead(`${input}`) ? Response.json({ error: "UpstreamFailure" }, { status: 502 }) : fetch(input, init);
    const bsky = await Bluesky.login({ ...alice, network: net.network, fetch: failing, retry: false });
    await assert.rejects(bsky.profile.update({ displayName: "lost" }), { code: "xrpc_error", status: 502 });
    assert.deepEqual(await read(), before);
  });

  it("says for a time that one is live", async () => {
    const { net, alice, bob } = people;
    const link = { uri: "https://stream.example.com/alice", title: "Alice plays" };
    assert.ok((await alice.bsky.profile.goLive(link, { minutes: 90 })).done);
    assert.equal((await alice.bsky.profile.goLive(link, { minutes: 90 })).done, false);
    const first = (await readRepo(net, alice.did)).get("app.bsky.actor.status/self")?.value;
    await net.settled();
    const { data } = await bob.agent.getProfile({ actor: alice.did });
    assert.deepEqual([data.status?.status, data.status?.isActive], ["app.bsky.actor.status#live", true]);
    assert.deepEqual(Object(data.status?.record).embed.external, { ...link, description: "" });
    assert.ok((await alice.bsky.profile.goLive(link, { minutes: 30 })).done);
    const second = (await readRepo(net, alice.did)).get("app.bsky.actor.status/self")?.value;
    assert.ok(second?.durationMinutes === 30 && String(second.createdAt) > String(first?.createdAt));
    // What is over begins again.
    await alice.agent.com.atproto.repo.putRecord({
      ...{ repo: alice.did, collection: "app.bsky.actor.status", rkey: "self" },
      record: { ...second, createdAt: new Date(Date.now() - 31 * 60_000).toISOString() },
    });
    assert.ok((await alice.bsky.profile.goLive(link, { minutes: 30 })).done);
    const third = (await readRepo(net, alice.did)).get("app.bsky.actor.status/self")?.value;
    assert.ok(String(third?.createdAt) > String(second.createdAt));
    assert.ok((await alice.bsky.profile.endLive()).done);
    assert.equal((await alice.bsky.profile.endLive()).done, false);
    await net.settled();
    assert.equal((await bob.agent.getProfile({ actor: alice.did })).data.status, undefined);
    await assert.rejects(alice.bsky.profile.goLive(link, { minutes: 0 }), {
      code: "invalid_option",
      option: "minutes",
    });
  });
});

describe("an account", { timeout: 60_000 }, () => {
  it("has app passwords, each until it is revoked", async () => {
    const { bob } = people;
    const { account } = bob.bsky;
    const { password } = await account.createAppPassword("my bot", { directMessages: true });
    await loginAs({ did: bob.did, password });
    const list = async () => (await bob.agent.com.atproto.server.listAppPasswords()).data.passwords;
    assert.deepEqual(
      (await list()).map(({ name, privileged }) => [name, privileged]),
      [["my bot", true]],
    );
    assert.deepEqual(await account.listAppPasswords(), await list());
    assert.equal(await account.revokeAppPassword("my bot"), true);
    assert.equal(await account.revokeAppPassword("my bot"), false);
    assert.deepEqual(await list(), []);
    await assert.rejects(loginAs({ did: bob.did, password }), /Invalid identifier or password/);
  });

  it("gets another handle", async () => {
    const { net, bob } = people;
    assert.deepEqual(await bob.bsky.account.changeHandle("@Robert.test"), { uri: `at://${bob.did}`, done: true });
    for (const handle of ["robert.test", "@ROBERT.test"]) {
      assert.deepEqual(await bob.bsky.account.changeHandle(handle), { uri: `at://${bob.did}`, done: false });
    }
    await net.settled();
    const { data } = await people.alice.agent.resolveHandle({ handle: "robert.test" });
    assert.equal(data.did, bob.did);
    await assert.rejects(bob.bsky.account.changeHandle("alice.test"), { code: "xrpc_error", status: 400 });
    assert.ok((await bob.bsky.account.changeHandle("bob.test")).done);
  });

  it("is deactivated, activated, and deleted with the token of an e-mail", async () => {
    const { net, carol } = people;
    const { account } = carol.bsky;
    const status = async () => {
      const { data } = await people.alice.agent.com.atproto.sync.getRepoStatus({ did: carol.did });
      return [data.active, data.status];
    };
    const uri = `at://${carol.did}`;
    assert.deepEqual(await account.deactivate(), { uri, done: true });
    const deleteAfter = new Date(Date.now() + 1e9);
    assert.deepEqual(await account.deactivate({ deleteAfter }), { uri, done: false });
    assert.equal(columnOf(carol, "actor", "deleteAfter"), deleteAfter.toISOString());
    assert.deepEqual(await status(), [false, "deactivated"]);
    assert.deepEqual(await account.activate(), { uri, done: true });
    assert.deepEqual(await account.activate(), { uri, done: false });
    assert.deepEqual(await status(), [true, undefined]);
    await account.requestDeletion();
    await assert.rejects(account.delete({ password: carol.password, token: "AAAAA-AAAAA" }), { error: "InvalidToken" });
    assert.deepEqual(await status(), [true, undefined]);
    // The token of the e-mail that would have been sent: a network of this machine sends none.
    const token = columnOf(carol, "email_token", "token");
    await assert.rejects(account.delete({ password: "wrong", token }), { status: 401 });
    await account.delete({ password: carol.password, token: ` ${token}\n` });
    await assert.rejects(loginAs(carol), /Invalid identifier or password/);
    await assert.rejects(status(), { error: "RepoNotFound" });
    await net.settled();
  });
});
