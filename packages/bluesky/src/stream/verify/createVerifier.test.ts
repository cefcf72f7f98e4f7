import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secp256k1Keypair } from "@atproto/crypto";
import { parseCid as parseCidOfficially } from "@atproto/lex-data";
import { verifyProofs } from "@atproto/repo";
import { soak } from "../../../../../scripts/test/soak.ts";
import { generateKey } from "../../crypto/index.ts";
import { identityError } from "../../identity/IdentityError.ts";
import { parseCommit } from "../../repo/commit/parseCommit.ts";
import { createCommit, readCar, writeCar } from "../../repo/index.ts";
import { nextTid, tidFromDate } from "../../syntax/tid.ts";
import type { CommitFrame } from "../frame/CommitFrame.ts";
import type { ChainHead } from "./ChainStore.ts";
import { type CommitVerifier, createVerifier } from "./createVerifier.ts";
import { documentsOf, OfficialRepo } from "./testing/officialRepo.ts";
import { randomWrites, seeded } from "./testing/randomWrites.ts";
import type { Verified } from "./Verified.ts";

const did = (n: number): string => `did:plc:${"abcdefghijklmnopqrstuvwx".slice(n % 20)}${"2".repeat(n % 20)}`;
const post = (text: string): Record<string, unknown> => ({ $type: "app.bsky.feed.post", text });
const create = (rkey: string, text = rkey): { action: "create"; path: string; value: Record<string, unknown> } => ({
  action: "create",
  path: `app.bsky.feed.post/${rkey}`,
  value: post(text),
});

/** A repository with some records, and what verifies it. */
async function begin(options: Parameters<typeof createVerifier>[0] = {}): Promise<{
  repo: OfficialRepo;
  identity: ReturnType<typeof documentsOf>;
  verifier: CommitVerifier;
}> {
  const repo = await OfficialRepo.create(did(1));
  const identity = documentsOf([repo]);
  const verifier = createVerifier({ identity, ...options });
  assert.ok((await verifier.verify(await repo.begin())).ok);
  const writes = Array.from({ length: 60 }, (_, n) => create(`r${n}`));
  assert.deepEqual(await verifier.verify(await repo.write(writes)), { ok: true, head: repo.head });
  return { repo, identity, verifier };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
const toBytes = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => Buffer.concat(await collect(chunks));
const reasonOf = (verified: Verified): string => (verified.ok ? "ok" : verified.reason);

describe("createVerifier", () => {
  it("takes whatever the official code writes, with all new blocks or with proofs alone", async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1e6);
    console.log(`SEED=${seed}`);
    const random = seeded(seed);
    const repos = await Promise.all([
      OfficialRepo.create(did(2)),
      OfficialRepo.create(did(3), "p256"),
      OfficialRepo.create(did(4)),
    ]);
    const verifier = createVerifier({ identity: documentsOf(repos) });
    const without = createVerifier({ identity: documentsOf(repos), chain: false });
    const signature = createVerifier({ identity: documentsOf(repos), level: "signature" });
    for (const repo of repos) assert.ok((await verifier.verify(await repo.begin())).ok);
    for (let round = 0; round < soak(120, 10_000); round++) {
      const repo = repos[round % 3] as OfficialRepo;
      const writes = randomWrites(repo, random, 1 + random(random(4) === 0 ? 30 : 3));
      if (writes.length === 0) continue;
      const frame = await repo.write(writes, { proofs: random(2) === 0 });
      for (const one of [verifier, without, signature]) {
        assert.deepEqual(await one.verify(frame), { ok: true, head: repo.head }, `${round}`);
      }
    }
  });

  it("takes a repository until nothing is left in it", async () => {
    const { repo, verifier } = await begin();
    for (const path of [...repo.records.keys()]) {
      const frame = await repo.write([{ action: "delete", path }], { proofs: true });
      assert.equal(reasonOf(await verifier.verify(frame)), "ok", path);
    }
    assert.equal(repo.records.size, 0);
    const frame = await repo.write([create("again")]);
    assert.equal(reasonOf(await verifier.verify(frame)), "ok");
  });

  it("refuses each mutated frame with its reason, or what was changed is outside of what is signed", async () => {
    const { repo, identity, verifier } = await begin();
    const last = repo.head;
    /** One that knows what was there before. */
    const fork = (): CommitVerifier => createVerifier({ identity, chain: { get: () => last, set: () => {} } });
    const frame = await repo.write([
      create("new", "a new one"),
      { action: "update", path: "app.bsky.feed.post/r7", value: post("another") },
      { action: "delete", path: "app.bsky.feed.post/r9" },
    ]);
    const [created, updated, deleted] = frame.ops;
    assert.ok(created && updated && deleted);
    const blocks = await collect(await readCar(frame.blocks));
    const car = async (
      changed: readonly { cid: string; bytes: Uint8Array }[],
      root = frame.commit,
    ): Promise<Uint8Array> => await toBytes(writeCar([root], changed));
    const other = created.cid ?? "";
    const commitBlock = blocks.find(({ cid }) => cid === frame.commit);
    assert.ok(commitBlock);
    const { commit } = parseCommit(commitBlock.bytes, frame.commit);
    const stranger = await generateKey("secp256k1");
    const forged = await createCommit({ did: repo.did, data: commit.data, rev: commit.rev }, stranger);
    const without = (cid: string | null): typeof blocks => blocks.filter((block) => block.cid !== cid);
    const mutants: Record<string, readonly [Partial<CommitFrame>, string]> = {
      "another account": [{ repo: did(5) }, "commit"],
      "another revision": [{ rev: nextTid() }, "commit"],
      "another commit": [{ commit: other }, "commit"],
      "another root": [{ blocks: await car(blocks, other) }, "commit"],
      "no root": [{ blocks: await toBytes(writeCar([], blocks)) }, "commit"],
      "no CAR": [{ blocks: new Uint8Array(20) }, "hash"],
      "a CAR that ends early": [{ blocks: frame.blocks.subarray(0, -1) }, "hash"],
      "without the commit": [{ blocks: await car(without(frame.commit)) }, "commit"],
      "signed by somebody else": [
        { commit: forged.cid, blocks: await car([forged, ...without(frame.commit)], forged.cid) },
        "signature",
      ],
      "without a node": [{ blocks: await car(without(commit.data)) }, "inversion"],
      "one operation less": [{ ops: [created, updated] }, "inversion"],
      "no operations": [{ ops: [] }, "inversion"],
      "one operation more": [{ ops: [...frame.ops, { ...created, path: "app.bsky.feed.post/made-up" }] }, "inversion"],
      "one operation twice": [{ ops: [...frame.ops, created] }, "inversion"],
      "another record": [{ ops: [{ ...created, cid: updated.cid }, updated, deleted] }, "inversion"],
      "a create that is none": [{ ops: [created, { ...updated, action: "create" }, deleted] }, "inversion"],
      "an update that is none": [{ ops: [{ ...created, action: "update" }, updated, deleted] }, "inversion"],
      "another record before": [{ ops: [created, { ...updated, prev: other }, deleted] }, "inversion"],
      "no record before": [{ ops: [created, updated, { ...deleted, prev: undefined }] }, "inversion"],
      "a deletion of what is there": [
        { ops: [created, { action: "delete", path: updated.path, cid: null, prev: updated.prev }, deleted] },
        "inversion",
      ],
      "another path": [{ ops: [{ ...created, path: "app.bsky.feed.post/other" }, updated, deleted] }, "inversion"],
      "no path": [{ ops: [{ ...created, path: "nothing" }, updated, deleted] }, "inversion"],
      "another tree before": [{ prevData: other }, "inversion"],
      "another revision before": [{ since: nextTid() }, "chain"],
    };
    for (const [name, [change, reason]] of Object.entries(mutants)) {
      const verified = await fork().verify({ ...frame, ...change });
      assert.equal(reasonOf(verified), reason, `${name}: ${JSON.stringify(verified)}`);
      assert.ok(!verified.ok && verified.message.includes("is not what it says it is: "), name);
    }
    // Each bit of each block.
    const random = seeded(7);
    for (let i = 0; i < soak(200, 20_000); i++) {
      const at = random(frame.blocks.length);
      const changed = frame.blocks.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
      const verified = await fork().verify({ ...frame, blocks: changed });
      assert.notEqual(reasonOf(verified), "ok", `byte ${at}`);
    }
    const outside: Record<string, Partial<CommitFrame>> = {
      seq: { seq: 1 },
      time: { time: "1985-10-26T01:21:00Z" },
      "blocks in another order": { blocks: await car([...blocks].reverse()) },
      "a block more, twice": { blocks: await car([...blocks, ...blocks]) },
      "operations in another order": { ops: [deleted, created, updated] },
    };
    for (const [name, change] of Object.entries(outside)) {
      assert.equal(reasonOf(await fork().verify({ ...frame, ...change })), "ok", name);
    }
    assert.equal(reasonOf(await verifier.verify(frame)), "ok");
  });

  it("finds what was missed, once, and goes on", async () => {
    const { repo, verifier } = await begin();
    const missed = await repo.write([create("missed")]);
    const next = await repo.write([create("next")]);
    const after = await repo.write([create("after")]);
    const broken = await verifier.verify(next);
    assert.ok(!broken.ok);
    assert.equal(broken.reason, "chain");
    assert.deepEqual(broken.head?.rev, next.rev);
    assert.equal(reasonOf(await verifier.verify(after)), "ok");
    // What comes late, or again, was there before.
    assert.equal(reasonOf(await verifier.verify(missed)), "stale");
    assert.equal(reasonOf(await verifier.verify(after)), "stale");
  });

  it("keeps in the chain what was handled, so what was not is taken again", async () => {
    const kept = new Map<string, ChainHead>();
    const chain = {
      get: (one: string) => kept.get(one),
      set: (one: string, head: ChainHead) => void kept.set(one, head),
    };
    const { repo, identity, verifier } = await begin({ chain });
    const one = await repo.write([create("one")]);
    const handled = repo.head;
    const two = await repo.write([create("two")]);
    for (const frame of [one, two]) assert.equal(reasonOf(await verifier.verify(frame)), "ok");
    assert.equal(kept.size, 0);
    await verifier.settle(repo.did, handled);
    const restarted = createVerifier({ identity, chain });
    assert.deepEqual([reasonOf(await restarted.verify(one)), reasonOf(await restarted.verify(two))], ["stale", "ok"]);
    const gap = createVerifier({ identity, chain });
    const three = await repo.write([create("three")]);
    assert.equal(reasonOf(await gap.verify(three)), "chain");
  });

  it("follows a key that changes, and asks for it no more than it must", async () => {
    const { repo, identity, verifier } = await begin();
    assert.equal(identity.asked.length, 1);
    repo.key = await Secp256k1Keypair.create();
    assert.equal(reasonOf(await verifier.verify(await repo.write([create("rotated")]))), "ok");
    assert.deepEqual(identity.asked.at(-1), { did: repo.did, refresh: true });
    // An event of the identity: no need for a signature that does not hold.
    repo.key = await Secp256k1Keypair.create();
    verifier.forget(repo.did);
    assert.equal(reasonOf(await verifier.verify(await repo.write([create("told")]))), "ok");
    assert.equal(identity.asked.length, 3);
    // Frames of somebody else are no way to make many requests.
    const stranger = new OfficialRepo(repo.did, await Secp256k1Keypair.create());
    await stranger.begin();
    for (let i = 0; i < 20; i++) {
      assert.equal(reasonOf(await verifier.verify(await stranger.write([create(`s${i}`)]))), "signature");
    }
    assert.ok(identity.asked.length <= 6, `${identity.asked.length}`);
    assert.equal(reasonOf(await verifier.verify(await repo.write([create("mine")]))), "ok");
  });

  it("verifies `#sync`, from which the next commit goes on", async () => {
    const { repo, identity, verifier } = await begin();
    assert.equal(reasonOf(await verifier.verifySync(await repo.sync())), "stale");
    await repo.write([create("unseen")]);
    const sync = await repo.sync();
    const forged = { ...sync, rev: nextTid() };
    assert.equal(reasonOf(await verifier.verifySync(forged)), "commit");
    assert.deepEqual(await verifier.verifySync(sync), { ok: true, head: repo.head });
    assert.equal(reasonOf(await verifier.verify(await repo.write([create("seen")]))), "ok");
    const other = await OfficialRepo.create(repo.did);
    await other.begin();
    assert.equal(reasonOf(await createVerifier({ identity }).verifySync(await other.sync())), "signature");
    assert.equal(reasonOf(await createVerifier({ level: "hash" }).verifySync(await other.sync())), "ok");
  });

  it("verifies no more than its level says", async () => {
    const { repo, identity } = await begin();
    const frame = await repo.write([create("one")]);
    const [op] = frame.ops;
    const claims = [
      { ...frame, ops: [] },
      { ...frame, ops: [{ ...op, path: "app.bsky.feed.post/two" }] },
    ] as CommitFrame[];
    const answers: Record<string, string[]> = {};
    for (const level of ["hash", "signature", "full"] as const) {
      answers[level] = [];
      for (const claim of claims)
        answers[level].push(reasonOf(await createVerifier({ level, identity }).verify(claim)));
    }
    assert.deepEqual(answers, {
      hash: ["ok", "ok"],
      signature: ["ok", "inversion"],
      full: ["inversion", "inversion"],
    });
    const tooBig = await createVerifier({ identity }).verify({ ...frame, ops: [], tooBig: true });
    assert.ok(!tooBig.ok);
    assert.deepEqual([tooBig.reason, tooBig.head], ["too_big", repo.head]);
    assert.throws(() => createVerifier(), { code: "invalid_option", option: "identity" });
    assert.throws(() => createVerifier({ level: "all" as never }), { code: "invalid_option", option: "level" });
  });

  it("says which tree cannot be known, and takes none of a revision that lies ahead", async () => {
    const { repo, identity } = await begin();
    const frame = await repo.write([create("one")]);
    const { prevData: _, ...legacy } = frame;
    assert.equal(reasonOf(await createVerifier({ identity }).verify(legacy)), "chain");
    const kept = createVerifier({ level: "hash" });
    const key = await generateKey("p256");
    const rev = tidFromDate(new Date(Date.now() + 3_600_000));
    const ahead = await createCommit({ did: repo.did, data: repo.data, rev }, key);
    const blocks = await toBytes(writeCar([ahead.cid], [ahead]));
    assert.equal(reasonOf(await kept.verifySync({ did: repo.did, rev, blocks })), "commit");
  });

  it("says why a key is not known, so that it can be tried again", async () => {
    const { repo } = await begin();
    const cause = identityError("resolution_failed", repo.did, "the directory is down");
    const identity = { resolveDid: () => Promise.reject(cause) };
    const verified = await createVerifier({ identity }).verify(await repo.write([create("one")]));
    assert.ok(!verified.ok);
    assert.deepEqual([verified.reason, verified.cause], ["identity", cause]);
    const broken = createVerifier({ identity: { resolveDid: () => Promise.reject(new TypeError("mine")) } });
    await assert.rejects(broken.verify(await repo.write([create("two")])), TypeError);
  });

  it("agrees with the official verifier of proofs on what is in a repository", async () => {
    const { repo, verifier } = await begin();
    const frame = await repo.write([create("one"), { action: "delete", path: "app.bsky.feed.post/r3" }]);
    assert.equal(reasonOf(await verifier.verify(frame)), "ok");
    const claims = frame.ops.map(({ path, cid }) => {
      const [collection = "", rkey = ""] = path.split("/");
      return { collection, rkey, cid: cid === null ? null : parseCidOfficially(cid) };
    });
    const { unverified } = await verifyProofs(frame.blocks, claims as never, repo.did, repo.key.did());
    assert.deepEqual(unverified, []);
  });
});
