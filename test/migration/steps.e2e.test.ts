import assert from "node:assert/strict";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { generateKey } from "bluesky/crypto";
import { readPlcLog, resolveIdentity } from "bluesky/identity";
import {
  MigrationError,
  type MigrationErrorCode,
  type MigrationProgress,
  migrateAccount,
  undoMigration,
} from "bluesky/migration";
import { moveOf } from "./moveOf.ts";
import { type Migrations, startMigrations } from "./startMigrations.ts";

let all: Migrations;
before(async () => {
  all = await startMigrations({ appView: false });
});
after(() => all?.[Symbol.asyncDispose]());

const refused = (promise: Promise<unknown>, code: MigrationErrorCode, message?: RegExp): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof MigrationError, String(error));
    assert.equal(error.code, code, error.message);
    if (message) assert.match(error.message, message);
    return true;
  });

describe("migrateAccount", { timeout: 120_000 }, () => {
  it("begins nothing where something is in the way, and says all of it", async () => {
    const { net, second } = all;
    const { network } = net;
    const carol = await all.join("carol");
    const stranger = await generateKey("p256");
    for (const [move, message] of [
      [moveOf(second, carol, "carol.pds2"), /`token`.*or `rotationKey`/],
      [moveOf(second, carol, "carol.test", { rotationKey: carol.key }), /given out by the old server.*\.pds2/],
      [moveOf(second, carol, "carol.example.com", { rotationKey: carol.key }), /does not point to/],
      [moveOf(second, carol, "carol.pds2", { rotationKey: stranger }), /none of the account's rotation keys/],
      [moveOf(second, carol, "", { rotationKey: carol.key }), /is no handle/],
      [
        {
          ...moveOf(second, carol, "carol.test", { rotationKey: carol.key }),
          to: { service: network.pds, password: "x" },
        },
        /is on .* already/,
      ],
    ] as const) {
      await refused(migrateAccount(move, { network }), "migration_refused", message);
      const plan = await migrateAccount(move, { network, dryRun: true });
      assert.match(plan.obstacles.join(), message);
      assert.equal(await move.journal.load(), undefined);
    }
    const wrong = moveOf(second, carol, "carol.pds2", { rotationKey: carol.key, from: { password: "wrong" } });
    await assert.rejects(migrateAccount(wrong, { network }), { code: "xrpc_error", status: 401 });
    for (const text of ["{", "7", '{"v":1}', JSON.stringify({ v: 2 })]) {
      const journal = { load: () => text, save: () => assert.fail() };
      await refused(migrateAccount({ ...wrong, journal }, { network }), "migration_journal_invalid");
    }
    const signal = AbortSignal.abort();
    await assert.rejects(migrateAccount(wrong, { network, signal }), { code: "aborted" });
    assert.equal(second.network.pds, second.url);
  });

  it("names blobs that are not there any more, and goes on without them when it is told to", async () => {
    const { net, second, see, folder } = all;
    const { network } = net;
    const dave = await all.join("dave");
    const before = await see(network.pds, dave);
    const [lost = ""] = before.blobs;
    const [path] = globSync(join(folder, `**/${lost}`));
    assert.ok(path);
    rmSync(path);
    const move = moveOf(second, dave, "dave.pds2", { rotationKey: dave.key });
    await assert.rejects(migrateAccount(move, { network }), (error) => {
      assert.ok(error instanceof MigrationError && error.code === "migration_blobs_missing", String(error));
      const [{ cid, uri, reason } = { cid: "", uri: "", reason: "" }] = error.missing;
      assert.deepEqual([error.missing.length, cid, error.step], [1, lost, "blobs"]);
      assert.ok(uri.startsWith(`at://${dave.did}/app.bsky.feed.post/`) && reason.length > 0);
      return true;
    });
    assert.equal((await readPlcLog(dave.did, { network })).operations.length, 1);
    const report = await migrateAccount(move, { network, onMissingBlob: "continue" });
    assert.deepEqual([report.isDone, report.missingBlobs.map(({ cid }) => cid)], [true, [lost]]);
    const after = await see(second.url, dave);
    assert.deepEqual(after.records, before.records);
    assert.deepEqual(
      after.blobs,
      before.blobs.filter((cid) => cid !== lost),
    );
  });

  it("takes along what is written meanwhile, until the DID changes", async () => {
    const { net, second, see } = all;
    const { network } = net;
    const erin = await all.join("erin");
    const move = moveOf(second, erin, "erin.pds2", { rotationKey: erin.key });
    let late = 0;
    const onProgress = async ({ step, state }: MigrationProgress): Promise<void> => {
      if (state === "begun" && ["blobs", "identity"].includes(step)) await erin.agent.post({ text: `late ${++late}` });
      if (state === "done" && step === "identity") await erin.agent.post({ text: "too late" });
    };
    const report = await migrateAccount(move, { network, onProgress });
    assert.deepEqual([report.isDone, report.isLeftBehind, late], [true, true, 2]);
    const { records } = await see(second.url, erin);
    const reader = new AtpAgent({ service: second.url });
    const { data } = await reader.com.atproto.repo.listRecords({
      ...{ repo: erin.did, collection: "app.bsky.feed.post", limit: 100 },
    });
    const texts = data.records.map(({ value }) => String(value.text));
    assert.ok(texts.includes("late 1") && texts.includes("late 2") && !texts.includes("too late"));
    assert.equal(records.filter(([path]) => path.startsWith("app.bsky.feed.post/")).length, 45);
  });
});

describe("undoMigration", { timeout: 120_000 }, () => {
  it("takes a move back from every step, with one's own rotation key", async () => {
    const { net, second, see, tokenOf } = all;
    const { network } = net;
    const frank = await all.join("frank");
    const before = await see(network.pds, frank);
    const move = moveOf(second, frank, "frank.pds2", { rotationKey: frank.key });
    assert.deepEqual(await undoMigration(move, { network }), { done: false, isAccountLeft: false });
    for (const last of ["account", "repository", "identity", "activation", "deactivation"] as const) {
      const stop = new AbortController();
      const onProgress = ({ step, state }: MigrationProgress): void => {
        if (step === last && state === "done") stop.abort("enough");
      };
      await assert.rejects(migrateAccount(move, { network, onProgress, signal: stop.signal }), { code: "aborted" });
      const deletionToken = (): string => tokenOf(frank.did, "delete_account");
      const undone = await undoMigration(move, { network, ...(last === "activation" ? {} : { deletionToken }) });
      assert.deepEqual(undone, { done: true, isAccountLeft: last === "activation" }, last);
      assert.deepEqual(await undoMigration(move, { network }), { done: false, isAccountLeft: false });
      assert.deepEqual(await see(network.pds, frank), before, last);
      const { handle, pds } = await resolveIdentity(frank.did, { network });
      assert.deepEqual([handle, pds], ["frank.test", network.pds], last);
    }
    // One that was taken back is free to be made anew.
    assert.ok((await migrateAccount(move, { network })).isDone);
    assert.deepEqual(await see(second.url, frank), before);
  });

  it("says so where it cannot", async () => {
    const { net, second, tokenOf } = all;
    const { network } = net;
    const grace = await all.join("grace");
    const move = moveOf(second, grace, "grace.pds2", { token: () => tokenOf(grace.did, "plc_operation") });
    const report = await migrateAccount(move, { network });
    const identity = report.steps.find(({ step }) => step === "identity");
    assert.match(identity?.undo ?? "", /cannot be undone without a rotation key/);
    await refused(undoMigration(move, { network }), "migration_undo_impossible", /rotation key of one's own/);
    assert.ok((await undoMigration({ ...move, rotationKey: grace.key }, { network })).done);
    assert.equal((await resolveIdentity(grace.did, { network })).pds, network.pds);
  });
});
