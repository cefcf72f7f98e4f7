import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { P256Keypair, Secp256k1Keypair } from "@atproto/crypto";
import * as official from "@did-plc/lib";
import { Database, PlcServer } from "@did-plc/server";
import { cidForRecord as cidOf } from "../../data/cidFor.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { getHandle } from "../getHandle.ts";
import { getPds } from "../getPds.ts";
import { getSigningKey } from "../getSigningKey.ts";
import { IdentityError } from "../IdentityError.ts";
import { resolveDid } from "../resolveDid.ts";
import { createPlcOperation } from "./createPlcOperation.ts";
import { PlcError, type PlcReason } from "./PlcError.ts";
import type { PlcEntry, PlcOperation, PlcSigner } from "./PlcOperation.ts";
import { readPlcLog } from "./readPlcLog.ts";
import { sendPlcOperation } from "./sendPlcOperation.ts";
import { signPlcTombstone, signPlcUpdate } from "./signPlcUpdate.ts";
import { toDidDocument } from "./toDidDocument.ts";
import { tombstonePlc, updatePlc } from "./updatePlc.ts";
import { verifyPlcLog } from "./verifyPlcLog.ts";

/** A key of the official library, as ours takes it. */
interface Key extends PlcSigner {
  readonly pair: Secp256k1Keypair | P256Keypair;
}

async function newKey(curve: "p256" | "secp256k1" = "secp256k1"): Promise<Key> {
  const pair = await (curve === "p256" ? P256Keypair : Secp256k1Keypair).create();
  return { did: pair.did(), sign: (data) => pair.sign(data), pair };
}

let server: PlcServer;
let network: NetworkConfig;
let client: official.Client;
before(async () => {
  server = PlcServer.create({ db: Database.mock(), port: 0 });
  const listening = await server.start();
  const address = listening.address();
  const plc = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  network = { ...blueskyNetwork, plc, allowHttp: true };
  client = new official.Client(plc);
});
after(() => server.destroy());

const pds = "https://pds.example.com";
const handle = "alice.example.com";

/** A new DID at the directory, made by ours, with a key of each authority. */
async function newDid() {
  const [first, second, signing] = [await newKey(), await newKey("p256"), await newKey()];
  const rotationKeys = [first.did, second.did];
  const { did, operation } = await createPlcOperation({ handle, pds, signingKey: signing.did, rotationKeys }, second);
  await sendPlcOperation(did, operation, { network });
  return { did, first, second, signing, operation };
}

const refused = (
  promise: Promise<unknown>,
  code: PlcError["code"],
  reason?: PlcReason,
  index?: number,
): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof PlcError, String(error));
    assert.deepEqual([error.code, error.reason, error.index], [code, reason, index], error.message);
    return true;
  });

describe("did:plc, beside the official library and its server", () => {
  it("is made as the official library makes it", async () => {
    const { did, operation, first, second, signing } = await newDid();
    const rotationKeys = [first.did, second.did];
    const theirs = await official.createOp({ signingKey: signing.did, handle, pds, rotationKeys, signer: second.pair });
    assert.deepEqual({ ...theirs.op, sig: "" }, { ...operation, sig: "" });
    assert.equal(await official.didForCreateOp(operation as official.Operation), did);
    const { data } = await readPlcLog(did, { network });
    assert.deepEqual(await client.getDocumentData(did), { did, ...data });
  });

  it("is changed: handle, PDS, keys, all at once, and nothing where nothing changes", async () => {
    const { did, first, second } = await newDid();
    const mine = await newKey();
    const options = { network };
    assert.ok((await updatePlc(did, second, { handle: "other.example.com" }, options)).done);
    assert.equal((await updatePlc(did, second, { handle: "other.example.com" }, options)).done, false);
    assert.ok((await updatePlc(did, first, { pds: "new.example.com", signingKey: mine.did }, options)).done);
    assert.ok((await updatePlc(did, second, { rotationKeys: [mine.did] }, options)).done);
    const change = updatePlc(
      did,
      mine,
      (data) => ({ ...data, alsoKnownAs: ["https://example.com", ...data.alsoKnownAs] }),
      options,
    );
    assert.ok((await change).done);
    assert.ok((await updatePlc(did, mine, { handle }, options)).done);
    const data = await client.getDocumentData(did);
    assert.deepEqual(data, {
      did,
      rotationKeys: [mine.did],
      verificationMethods: { atproto: mine.did },
      alsoKnownAs: ["https://example.com", `at://${handle}`],
      services: { atproto_pds: { type: "AtprotoPersonalDataServer", endpoint: "https://new.example.com" } },
    });
    const { operations } = await readPlcLog(did, options);
    assert.deepEqual(
      await official.validateOperationLog(did, operations.map(({ operation }) => operation) as official.Operation[]),
      data,
    );
    await refused(updatePlc(did, first, { handle: "late.example.com" }, options), "plc_operation_invalid", "signature");
    await refused(updatePlc(did, mine, { rotationKeys: [] }, options), "plc_operation_invalid", "keys");
    await refused(updatePlc(did, mine, { signingKey: "did:key:zNone" }, options), "plc_operation_invalid", "keys");
    await refused(
      updatePlc(did, mine, { rotationKeys: Array(6).fill(mine.did) }, options),
      "plc_operation_invalid",
      "keys",
    );
  });

  it("is recovered by a key of higher authority, whatever the lower one has done since", async () => {
    const { did, first, second } = await newDid();
    const thief = await newKey();
    const { operations } = await readPlcLog(did, { network });
    const after = operations[0]?.cid;
    await updatePlc(did, second, { rotationKeys: [thief.did] }, { network });
    await updatePlc(did, thief, { handle: "thief.example.com" }, { network });
    await refused(updatePlc(did, second, { handle }, { network, after }), "plc_operation_invalid", "authority");
    await refused(updatePlc(did, thief, { handle }, { network, after }), "plc_operation_invalid", "signature");
    assert.ok((await updatePlc(did, first, { rotationKeys: [first.did] }, { network, after })).done);
    const log = await readPlcLog(did, { network });
    assert.deepEqual([log.operations.length, log.nullified.length], [2, 2]);
    assert.deepEqual((await client.getDocumentData(did)).rotationKeys, [first.did]);
    await refused(
      updatePlc(did, first, {}, { network, after: log.nullified[0]?.cid }),
      "plc_operation_invalid",
      "prev",
    );
  });

  it("ends, is brought back, and ends for good", async () => {
    const { did, first, second } = await newDid();
    const { operations } = await readPlcLog(did, { network });
    assert.deepEqual(await tombstonePlc(did, second, { network }), { data: undefined, done: true });
    assert.equal((await tombstonePlc(did, second, { network })).done, false);
    await assert.rejects(resolveDid(did, { network }), { code: "did_not_found" });
    await refused(updatePlc(did, first, { handle }, { network }), "plc_operation_invalid", "tombstone");
    const after = operations[0]?.cid;
    await refused(updatePlc(did, second, {}, { network, after }), "plc_operation_invalid", "authority");
    assert.ok((await updatePlc(did, first, {}, { network, after })).done);
    const log = await readPlcLog(did, { network });
    assert.deepEqual([log.operations.length, log.nullified[0]?.operation.type], [2, "plc_tombstone"]);
    assert.equal(getHandle(await resolveDid(did, { network })), handle);
    assert.ok((await tombstonePlc(did, first, { network })).done);
    assert.equal((await readPlcLog(did, { network })).data, undefined);
  });

  it("begins in the old way, too", async () => {
    const [signing, recovery] = [await newKey("p256"), await newKey()];
    const old = { type: "create" as const, signingKey: signing.did, recoveryKey: recovery.did, handle, service: pds };
    const operation = await official.deprecatedSignCreate({ ...old, prev: null }, recovery.pair);
    const did = await official.didForCreateOp(operation);
    const entry = {
      did,
      operation,
      cid: await cidOf(operation),
      nullified: false,
      createdAt: "2023-01-01T00:00:00.000Z",
    };
    const log = await verifyPlcLog(did, [entry]);
    assert.deepEqual(log.data, {
      rotationKeys: [recovery.did, signing.did],
      verificationMethods: { atproto: signing.did },
      alsoKnownAs: [`at://${handle}`],
      services: { atproto_pds: { type: "AtprotoPersonalDataServer", endpoint: pds } },
    });
    const next = await signPlcUpdate(log, signing, { handle: "new.example.com" });
    const all = [operation, next] as official.CompatibleOpOrTombstone[];
    assert.deepEqual((await official.validateOperationLog(did, all))?.alsoKnownAs, ["at://new.example.com"]);
    const second = { ...entry, operation: next, cid: await cidOf(next), createdAt: "2023-01-02T00:00:00.000Z" };
    assert.deepEqual((await verifyPlcLog(did, [entry, second])).data?.alsoKnownAs, ["at://new.example.com"]);
    // It is always the first.
    const again = { ...second, operation, cid: entry.cid };
    await refused(verifyPlcLog(did, [entry, again]), "plc_log_invalid", "prev", 1);
  });

  it("has a document that says the same as the directory's", async () => {
    const { did, signing } = await newDid();
    const theirs = await resolveDid(did, { network });
    const { data } = await readPlcLog(did, { network });
    assert.ok(data);
    const ours = toDidDocument(did, data);
    assert.equal(getSigningKey(ours), signing.did.replace("did:key:", ""));
    for (const read of [getHandle, getPds, getSigningKey]) assert.equal(read(ours), read(theirs));
  });

  it("is sent again without harm, also where the answer is lost", async () => {
    const { did, second, operation } = await newDid();
    await sendPlcOperation(did, operation, { network });
    const log = await readPlcLog(did, { network });
    const next = await signPlcUpdate(log, second, { handle: "next.example.com" });
    const losing: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (init?.method !== "POST") return response;
      await response.body?.cancel();
      throw new TypeError("connection reset");
    };
    await sendPlcOperation(did, next, { network, fetch: losing });
    assert.equal((await readPlcLog(did, { network })).operations.length, 2);
    // One that was made before it, of the same place.
    const late = await signPlcUpdate(log, second, { handle: "late.example.com" });
    await refused(sendPlcOperation(did, late, { network }), "plc_refused");
    const down: typeof fetch = async () => new Response("", { status: 503 });
    await assert.rejects(sendPlcOperation(did, next, { network, fetch: down }), { code: "resolution_failed" });
    const elsewhere: typeof fetch = async (_, init) => {
      assert.notEqual(init?.redirect, "follow");
      return new Response("", { status: 307, headers: { location: "https://elsewhere.example.com" } });
    };
    await assert.rejects(sendPlcOperation(did, next, { network, fetch: elsewhere }), { code: "resolution_failed" });
    await assert.rejects(sendPlcOperation("did:plc:short", next, { network }), { code: "invalid_identifier" });
    await assert.rejects(readPlcLog("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", { network }), (error) => {
      return error instanceof IdentityError && error.code === "did_not_found";
    });
  });
});

describe("a log that does not hold", () => {
  const hour = 3_600_000;
  const start = Date.parse("2026-01-01T00:00:00.000Z");

  /** Entries from operations, a time in hours each. */
  async function entriesOf(did: string, ...operations: readonly (readonly [PlcOperation, number, boolean?])[]) {
    const entries: PlcEntry[] = [];
    for (const [operation, hours, nullified = false] of operations) {
      const createdAt = new Date(start + hours * hour).toISOString();
      entries.push({ did, operation, cid: await cidOf(operation), nullified, createdAt });
    }
    return entries;
  }

  async function begin() {
    const keys = [await newKey(), await newKey("p256"), await newKey()] as const;
    const [first, second, third] = keys;
    const rotationKeys = keys.map((key) => key.did);
    const { did, operation } = await createPlcOperation({ handle, pds, signingKey: third.did, rotationKeys }, third);
    const log = await verifyPlcLog(did, await entriesOf(did, [operation, 0]));
    return { did, genesis: operation, log, first, second, third };
  }

  it("is refused: fork too late, or by a key of no more authority", async () => {
    const { did, genesis, log, first, second, third } = await begin();
    const byThird = await signPlcUpdate(log, third, { handle: "third.example.com" });
    const bySecond = await signPlcUpdate(log, second, { handle: "second.example.com" });
    const byFirst = await signPlcUpdate(log, first, { handle: "first.example.com" });
    const held = await verifyPlcLog(did, await entriesOf(did, [genesis, 0], [byThird, 1, true], [bySecond, 73]));
    assert.deepEqual(held.data?.alsoKnownAs, ["at://second.example.com"]);
    const late = await entriesOf(did, [genesis, 0], [byThird, 1, true], [bySecond, 73.001]);
    await refused(verifyPlcLog(did, late), "plc_log_invalid", "late", 2);
    for (const [one, other] of [
      [bySecond, byThird],
      [byFirst, bySecond],
      [byThird, byThird],
    ] as const) {
      const log = await entriesOf(did, [genesis, 0], [one, 1, true], [other, 2]);
      await refused(verifyPlcLog(did, log), "plc_log_invalid", "authority", 2);
    }
    // One fork after the other, each by a higher key.
    const twice = await entriesOf(did, [genesis, 0], [byThird, 1, true], [bySecond, 2, true], [byFirst, 3]);
    const { nullified } = await verifyPlcLog(did, twice);
    assert.deepEqual(
      nullified.map(({ operation }) => operation),
      [byThird, bySecond],
    );
    const unsaid = await entriesOf(did, [genesis, 0], [byThird, 1], [bySecond, 2]);
    await refused(verifyPlcLog(did, unsaid), "plc_log_invalid", "nullified", 1);
    const wrong = await entriesOf(did, [genesis, 0], [byThird, 1, true]);
    await refused(verifyPlcLog(did, wrong), "plc_log_invalid", "nullified", 1);
    // What follows a nullified operation follows nothing.
    const behind = await verifyPlcLog(did, await entriesOf(did, [genesis, 0], [byThird, 1]));
    const lost = await signPlcUpdate(behind, third, { handle: "lost.example.com" });
    const after = await entriesOf(did, [genesis, 0], [byThird, 1, true], [bySecond, 2], [lost, 3]);
    await refused(verifyPlcLog(did, after), "plc_log_invalid", "prev", 3);
  });

  it("is refused: another DID's, none, a wrong hash, signature, key, or end", async () => {
    const { did, genesis, log, third } = await begin();
    const other = await begin();
    const [entry] = await entriesOf(did, [genesis, 0]);
    assert.ok(entry);
    for (const none of [undefined, null, {}, [], "", 7]) {
      await refused(verifyPlcLog(did, none), "plc_log_invalid", "structure", undefined);
    }
    for (const bad of [
      null,
      7,
      {},
      { ...entry, did: other.did },
      { ...entry, createdAt: "then" },
      { ...entry, operation: {} },
    ]) {
      await refused(verifyPlcLog(did, [bad]), "plc_log_invalid", "structure", 0);
    }
    for (const part of ["rotationKeys", "verificationMethods", "alsoKnownAs", "services", "sig", "prev", "type"]) {
      const operation = { ...genesis, [part]: 7 };
      await refused(verifyPlcLog(did, [{ ...entry, operation }]), "plc_log_invalid", "structure", 0);
    }
    await refused(verifyPlcLog(did, [{ ...entry, cid: other.log.operations[0]?.cid }]), "plc_log_invalid", "hash", 0);
    const foreign = await entriesOf(did, [other.genesis, 0]);
    await refused(verifyPlcLog(did, foreign), "plc_log_invalid", "genesis", 0);
    const update = await signPlcUpdate(log, third, { handle: "next.example.com" });
    await refused(verifyPlcLog(did, await entriesOf(did, [update, 0])), "plc_log_invalid", "prev", 0);
    for (const [change, reason] of [
      [{ alsoKnownAs: ["at://evil.example.com"] }, "signature"],
      [{ sig: `${update.sig}=` }, "signature"],
      [{ sig: "" }, "signature"],
      [{ sig: "!" }, "signature"],
      [{ extra: "field" }, "signature"],
      [{ rotationKeys: ["did:key:zQ3none"] }, "keys"],
      [{ rotationKeys: [] }, "keys"],
      [{ rotationKeys: Array(6).fill(third.did) }, "keys"],
      [{ verificationMethods: { atproto: "zQ3none" } }, "keys"],
      [{ prev: other.log.operations[0]?.cid ?? "" }, "prev"],
    ] as const) {
      const entries = await entriesOf(did, [genesis, 0], [{ ...update, ...change } as PlcOperation, 1]);
      await refused(verifyPlcLog(did, entries), "plc_log_invalid", reason, 1);
    }
    const stone = await signPlcTombstone(log, third);
    const buried = await verifyPlcLog(did, await entriesOf(did, [genesis, 0], [stone, 1]));
    assert.equal(buried.data, undefined);
    const entries = await entriesOf(did, [genesis, 0], [stone, 1]);
    const risen = { ...update, prev: entries[1]?.cid ?? "" };
    await refused(
      verifyPlcLog(did, await entriesOf(did, [genesis, 0], [stone, 1], [risen, 2])),
      "plc_log_invalid",
      "tombstone",
      2,
    );
  });

  it("is refused where S is high, or a last letter says nothing", async () => {
    const { did, genesis, log, third } = await begin();
    const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const update = await signPlcUpdate(log, third, { handle: "next.example.com" });
    const bytes = Buffer.from(update.sig, "base64url");
    const s = n - BigInt(`0x${bytes.subarray(32).toString("hex")}`);
    const high = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, "0"), "hex")]);
    const last = update.sig.at(-1) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const twin = update.sig.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1];
    assert.deepEqual(Buffer.from(twin, "base64url"), bytes);
    for (const sig of [high.toString("base64url"), twin]) {
      const entries = await entriesOf(did, [genesis, 0], [{ ...update, sig }, 1]);
      await refused(verifyPlcLog(did, entries), "plc_log_invalid", "signature", 1);
    }
  });
});
