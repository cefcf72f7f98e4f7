import assert from "node:assert/strict";
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { readCar as readOfficially, verifyRepoCar } from "@atproto/repo";
import { bearerSession, login } from "bluesky/auth";
import { type Client, createClient } from "bluesky/client";
import { checkAccountStatus } from "bluesky/com/atproto/server";
import { getRepo } from "bluesky/com/atproto/sync";
import { generateKey } from "bluesky/crypto";
import { cidForBlob } from "bluesky/data";
import { createIdentityResolver, getSigningKey, resolveDid } from "bluesky/identity";
import { type Commit, indexCar, inspectTree, RepoError, type RepoErrorReason, readRepo, writeRepo } from "bluesky/repo";
import {
  carFile,
  type ExportResult,
  exportRepo,
  importRepo,
  type TransferProgress,
  verifyExport,
} from "bluesky/repo/file";
import { type Migrations, type Mover, startMigrations } from "../migration/startMigrations.ts";

let all: Migrations;
let folder: string;
let alice: Mover;
let client: Client;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "bluesky-exports-"));
  all = await startMigrations({ appView: false });
  alice = await all.join("alice");
  client = createClient({ network: all.net.network });
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await all?.[Symbol.asyncDispose]();
});

const into = (name: string): string => join(folder, name);
const exportTo = (name: string, actor = alice.did): Promise<ExportResult> =>
  exportRepo(client, actor, { folder: into(name) });
const identity = (): ReturnType<typeof createIdentityResolver> => createIdentityResolver({ network: all.net.network });
const refused = (promise: Promise<unknown>, reason: RepoErrorReason, code = "export_invalid"): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof RepoError, String(error));
    assert.deepEqual([error.code, error.reason], [code, reason]);
    return true;
  });

/** The blocks of a CAR in the order in which they stand there, as the official library reads it. */
async function blocksOf(path: string): Promise<string[]> {
  const { blocks } = await readOfficially(readFileSync(path));
  return [...blocks.cids()].map(String).sort();
}

/** A client that is logged in at the second server, wherever the DID leads. */
async function clientThere({ did, password, agent }: Mover, handle: string): Promise<Client> {
  const { network } = all.net;
  const there = new AtpAgent({ service: all.second.url });
  const { data: server } = await there.com.atproto.server.describeServer();
  const lxm = "com.atproto.server.createAccount";
  const { data: auth } = await agent.com.atproto.server.getServiceAuth({ aud: server.did, lxm });
  const { data } = await there.com.atproto.server.createAccount(
    { did, handle, email: `${handle}@example.com`, password },
    { headers: { authorization: `Bearer ${auth.token}` }, encoding: "application/json" },
  );
  const session = bearerSession({ token: data.accessJwt, service: all.second.url, did, network });
  return createClient({ session, network });
}

describe("exportRepo", { timeout: 120_000 }, () => {
  it("writes all of an account, verified, and nothing twice", async () => {
    const { net, see } = all;
    const progress: TransferProgress[] = [];
    const onProgress = (step: TransferProgress): void => void progress.push(step);
    const first = await exportRepo(client, alice.handle, { folder: into("alice"), onProgress });
    const seen = await see(net.network.pds, alice);
    assert.deepEqual([first.did, first.transfer, first.missing], [alice.did, "full", []]);
    assert.deepEqual([first.records, first.blobs, first.downloaded], [seen.records.length, 3, 3]);
    assert.deepEqual(readdirSync(into("alice/blobs")).sort(), seen.blobs);
    for (const cid of seen.blobs) assert.equal(await cidForBlob(readFileSync(into(`alice/blobs/${cid}`))), cid);
    const { creates } = await verifyRepoCar(readFileSync(first.car), alice.did);
    const paths = creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, `${cid}`] as const).sort();
    assert.deepEqual(paths, seen.records);
    assert.deepEqual(progress.at(-1), { stage: "blobs", done: 3, total: 3 });
    const again = await exportTo("alice");
    assert.deepEqual(again, { ...first, transfer: "none", downloaded: 0 });
    assert.deepEqual(readdirSync(into("alice")).sort(), [`${first.rev}.car`, "blobs", "manifest.json"]);
  });

  it("takes the difference where the account has changed, and what was deleted goes", async () => {
    const { agent, did: repo } = alice;
    const collection = "app.bsky.feed.post";
    const { data: before } = await agent.com.atproto.repo.listRecords({ repo, collection, limit: 100 });
    const textOf = (value: unknown): string => String((value as { text?: unknown }).text);
    const gone = before.records.filter(({ value }) => /^(post [1-9]|picture 1)$/.test(textOf(value)));
    for (const { uri } of gone) await agent.deletePost(uri);
    await agent.post({ text: "a new one" });
    const joined = await exportRepo(client, repo, { folder: into("alice"), prune: true });
    assert.deepEqual([joined.transfer, joined.downloaded, joined.blobs], ["difference", 0, 2]);
    assert.equal(readdirSync(into("alice/blobs")).length, 2);
    const whole = await exportTo("whole");
    assert.equal(joined.rev, whole.rev);
    assert.deepEqual(await blocksOf(joined.car), await blocksOf(whole.car));
    assert.equal(joined.records, before.records.length - gone.length + 1);
    const text = readFileSync(joined.car, "latin1");
    assert.ok(text.includes("a new one") && !text.includes("picture 1"));
    const { roots, ...blocks } = await indexCar(carFile(joined.car));
    assert.equal(roots[0], joined.commit);
    assert.equal(blocks.size, (await blocksOf(joined.car)).length);
  });

  it("begins anew where what is there was changed, and leaves another account's folder alone", async () => {
    const { car } = await exportTo("changed");
    const bytes = readFileSync(car);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(car, bytes);
    assert.equal((await exportTo("changed")).transfer, "full");
    await verifyExport(into("changed"), { identity: identity() });
    const bob = await all.join("bob");
    await refused(exportTo("changed", bob.did), "other_account");
    await verifyExport(into("changed"), { identity: identity(), did: alice.did });
    const signal = AbortSignal.abort();
    await assert.rejects(exportRepo(client, bob.did, { folder: into("none"), signal }), { code: "aborted" });
    await assert.rejects(exportRepo(client, bob.did, { folder: into("none"), parallel: 0 }), { option: "parallel" });
    assert.equal((await exportRepo(client, bob.did, { folder: into("bob"), blobs: false })).blobs, 0);
    assert.deepEqual((await verifyExport(into("bob"), { identity: identity() })).missing, []);
  });
});

describe("verifyExport", { timeout: 120_000 }, () => {
  it("needs no network where the key is given, and says what is wrong", async () => {
    const { network } = all.net;
    const whole = await exportTo("source");
    const key = getSigningKey(await resolveDid(alice.did, { network }));
    const { car } = await verifyExport(into("source"), { key });
    const { commit } = whole;
    assert.equal(car, whole.car);
    let root = "";
    const onCommit = ({ cid, data }: Commit): void => {
      assert.equal(cid, commit);
      root = data;
    };
    for await (const { cid } of readRepo(carFile(car), { key, onCommit })) assert.match(cid, /^bafy/);
    const { entries, collections } = await inspectTree({ root, blocks: await indexCar(carFile(car)) });
    assert.deepEqual([entries, collections.get("app.bsky.feed.post")], [whole.records, whole.records]);

    const check = async (name: string, change: (path: string) => unknown): Promise<unknown> => {
      cpSync(into("source"), into(name), { recursive: true });
      await change(into(name));
      return verifyExport(into(name), { key });
    };
    const [blob = ""] = readdirSync(into("source/blobs"));
    const manifest = (path: string, change: object): void => {
      const file = join(path, "manifest.json");
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
    };
    await refused(
      check("a", (path) => rmSync(join(path, "manifest.json"))),
      "no_manifest",
    );
    await refused(
      check("b", (path) => writeFileSync(join(path, "manifest.json"), "{")),
      "no_manifest",
    );
    await refused(
      check("c", (path) => rmSync(join(path, "blobs", blob))),
      "blob_missing",
    );
    await refused(
      check("d", (path) => writeFileSync(join(path, "blobs", blob), "other")),
      "blob_changed",
    );
    await refused(
      check("e", (path) => rmSync(join(path, `${whole.rev}.car`))),
      "other_commit",
    );
    const other = commit.replace(/.{4}$/, commit.endsWith("aaaa") ? "bbbb" : "aaaa");
    await refused(
      check("f", (path) => manifest(path, { commit: other })),
      "other_commit",
    );
    await refused(
      check("g", (path) => manifest(path, { did: "did:web:bob.example.com" })),
      "other_account",
    );
    await refused(verifyExport(into("source"), { key, did: "did:web:bob.example.com" }), "other_account");
    const stranger = await generateKey("secp256k1");
    await refused(verifyExport(into("source"), { key: stranger.did }), "wrong_key", "signature_invalid");
    const forged = await writeRepo([], { did: alice.did, key: stranger, rev: whole.rev });
    await refused(
      check("h", (path) => writeFileSync(join(path, `${whole.rev}.car`), forged.bytes())),
      "wrong_key",
      "signature_invalid",
    );
    await assert.rejects(verifyExport(into("source"), {}), { option: "key" });
  });
});

describe("importRepo", { timeout: 120_000 }, () => {
  it("brings an export to another server, names blobs that are missing, and can be done again", async () => {
    const { net, see } = all;
    const carol = await all.join("carol");
    const before = await see(net.network.pds, carol);
    const [lost = ""] = before.blobs;
    const [stored = ""] = globSync(join(all.folder, `**/${lost}`));
    renameSync(stored, `${stored}.away`);
    const exported = await exportTo("carol", carol.did);
    assert.deepEqual([exported.blobs, exported.missing.map(({ cid }) => cid)], [2, [lost]]);
    assert.match(exported.missing[0]?.reason ?? "", /not found/i);
    assert.equal((await verifyExport(into("carol"), { identity: identity() })).blobs, 2);

    const there = await clientThere(carol, "carol.pds2");
    const from = into("carol");
    const plan = await importRepo(there, from, { dryRun: true });
    assert.deepEqual([plan.records, plan.blobs, plan.missing.map(({ cid }) => cid)], [exported.records, 2, [lost]]);
    assert.equal((await checkAccountStatus(there)).indexedRecords, 0);
    await assert.rejects(importRepo(there, from, { dryRun: true, signal: AbortSignal.abort() }), { code: "aborted" });

    const done = await importRepo(there, from);
    assert.deepEqual([done.records, done.blobs, done.missing.map(({ cid }) => cid)], [exported.records, 2, [lost]]);
    assert.match(done.missing[0]?.uri ?? "", new RegExp(`^at://${carol.did}/app.bsky.feed.post/`));
    // The one that was lost is found.
    renameSync(`${stored}.away`, stored);
    assert.deepEqual((await exportTo("carol", carol.did)).downloaded, 1);
    const rest = await importRepo(there, from);
    assert.deepEqual([rest.records, rest.blobs, rest.missing], [exported.records, 1, []]);
    const { creates } = await verifyRepoCar(await (await getRepo(there, { did: carol.did })).bytes(), carol.did);
    const records = creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, `${cid}`] as const).sort();
    assert.deepEqual(records, before.records);
    const { importedBlobs, activated } = await checkAccountStatus(there);
    assert.deepEqual([importedBlobs, activated], [before.blobs.length, false]);
    const session = await login({ identifier: carol.handle, password: carol.password, network: net.network });
    await refused(
      importRepo(createClient({ session, network: net.network }), from),
      "account_active",
      "import_refused",
    );
    assert.deepEqual(await see(net.network.pds, carol), before);
  });

  it("takes a CAR as well, and refuses another account's", async () => {
    const dave = await all.join("dave");
    const { car, records } = await exportTo("dave", dave.did);
    const there = await clientThere(dave, "dave.pds2");
    await refused(importRepo(there, into("source")), "other_account", "import_refused");
    const bytes = readFileSync(car);
    for (const from of [car, bytes, new Blob([bytes])]) {
      const { missing, ...done } = await importRepo(there, from, { dryRun: true });
      assert.deepEqual([done.records, done.blobs, missing.length], [records, 0, 3]);
    }
    assert.equal((await importRepo(there, car)).records, records);
    const tampered = Buffer.from(bytes);
    tampered[tampered.length - 1] = (tampered.at(-1) ?? 0) ^ 1;
    await refused(importRepo(there, tampered), "wrong_hash", "block_mismatch");
  });
});
