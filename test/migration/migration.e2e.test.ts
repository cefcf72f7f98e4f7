import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { readPlcLog, resolveIdentity } from "bluesky/identity";
import { type MigrationProgress, migrateAccount } from "bluesky/migration";
import { memoryJournal } from "./memoryJournal.ts";
import { moveOf } from "./moveOf.ts";
import { type Migrations, startMigrations } from "./startMigrations.ts";

let all: Migrations;
before(async () => {
  all = await startMigrations();
});
after(() => all?.[Symbol.asyncDispose]());

describe("migrateAccount", { timeout: 120_000 }, () => {
  it("moves an account with the token of an e-mail: records, blobs, preferences, and what followers see", async () => {
    const { net, second, see, tokenOf } = all;
    const { network } = net;
    const alice = await all.join("alice");
    const bob = await all.join("bob");
    await bob.agent.follow(alice.did);
    await net.settled();
    const feedOf = async () => {
      const { data } = await bob.agent.getTimeline({ limit: 100 });
      return data.feed.map(({ post }) => `${post.uri} ${post.cid}`).filter((line) => line.includes(alice.did));
    };
    const before = await see(net.network.pds, alice);
    const feed = await feedOf();
    assert.ok(before.records.length > 40 && before.blobs.length === 3 && feed.length > 40);

    const journal = memoryJournal();
    const token = (): string => ` ${tokenOf(alice.did, "plc_operation")}\n`;
    const move = moveOf(second, alice, "alice.pds2", { journal, token });
    const plan = await migrateAccount(move, { network, dryRun: true });
    assert.deepEqual([plan.isDone, plan.obstacles, plan.records, plan.blobs], [false, [], before.records.length, 3]);
    assert.deepEqual([plan.steps[0]?.state, plan.steps[1]?.state], ["next", "later"]);
    assert.deepEqual([journal.text, (await readPlcLog(alice.did, { network })).operations.length], [undefined, 1]);
    await assert.rejects(
      new AtpAgent({ service: second.url }).login({ identifier: alice.did, password: alice.password }),
    );

    const told: MigrationProgress[] = [];
    const onProgress = (progress: MigrationProgress): void => void told.push(progress);
    const report = await migrateAccount(move, { network, onProgress });
    assert.ok(report.isDone && report.steps.every(({ state }) => state === "done"));
    assert.deepEqual([report.missingBlobs, report.isLeftBehind, report.handle], [[], false, "alice.pds2"]);
    assert.equal(told.filter(({ state }) => state === "moving").length, 3);
    assert.deepEqual(await see(second.url, alice), before);
    const identity = await resolveIdentity(alice.did, { network: second.network });
    assert.deepEqual([identity.handle, identity.pds], ["alice.pds2", second.url]);
    // A rotation key of one's own stays, and the old server's go.
    const { data } = await readPlcLog(alice.did, { network });
    assert.equal(data?.rotationKeys[0], alice.key.did);

    await net.settled();
    // Whatever the old server says of the account from now on, it is not there.
    await alice.agent.com.atproto.server.deactivateAccount({});
    await net.settled();
    assert.deepEqual(await feedOf(), feed);
    const profile = await bob.agent.getProfile({ actor: alice.did });
    assert.deepEqual([profile.data.handle, profile.data.followersCount], ["alice.pds2", 1]);
    const moved = new AtpAgent({ service: second.url });
    await moved.login({ identifier: "alice.pds2", password: alice.password });
    const { uri } = await moved.post({ text: "from the new server" });
    await net.settled();
    assert.ok((await feedOf()).some((line) => line.startsWith(uri)));
    const status = await fetch(`${network.pds}/xrpc/com.atproto.sync.getRepoStatus?did=${alice.did}`);
    assert.deepEqual(await status.json(), { did: alice.did, active: false, status: "deactivated" });

    // Done is done.
    const { saves } = journal;
    assert.ok((await migrateAccount(move, { network })).isDone);
    assert.equal(journal.saves, saves);
    assert.doesNotMatch(journal.text ?? "", new RegExp(`${alice.password}|eyJ`));
  });
});
