import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { P256Keypair, Secp256k1Keypair } from "@atproto/crypto";
import * as official from "@did-plc/lib";
import { soak } from "../../../../../scripts/test/soak.ts";
import { cidForRecord } from "../../data/cidFor.ts";
import { PlcError } from "./PlcError.ts";
import type { PlcOperation } from "./PlcOperation.ts";
import { verifyPlcLog } from "./verifyPlcLog.ts";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers below a bound, the same for the same seed. */
function createRandom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test(`logs at random are taken and refused as the official library does it (SEED=${seed})`, async () => {
  const random = createRandom(seed);
  const pairs = [
    await Secp256k1Keypair.create(),
    await P256Keypair.create(),
    await Secp256k1Keypair.create(),
    await P256Keypair.create(),
  ];
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T; // no list here is empty
  let now = Date.parse("2026-01-01T00:00:00.000Z");
  const clock = mock.method(Date, "now", () => now);
  const counts = { taken: 0, refused: 0, nullified: 0 };
  try {
    for (let log = 0; log < soak(40, 5_000); log++) {
      const someKeys = (): string[] =>
        [...pairs]
          .sort(() => random(2) - 0.5)
          .slice(0, 1 + random(pairs.length))
          .map((pair) => pair.did());
      const data = (): Omit<official.UnsignedOperation, "prev"> => ({
        type: "plc_operation",
        rotationKeys: someKeys(),
        verificationMethods: { atproto: pick(pairs).did() },
        alsoKnownAs: [`at://handle-${random(1000)}.example.com`],
        services: {},
      });
      const first = data();
      const signer = pairs.find((pair) => pair.did() === first.rotationKeys[0]) ?? pick(pairs);
      const genesis = await official.addSignature({ ...first, prev: null }, signer);
      const did = await official.didForCreateOp(genesis);
      let indexed: official.IndexedOperation[] = [];
      const entries: { did: string; operation: PlcOperation; cid: string; nullified: boolean; createdAt: string }[] =
        [];
      const add = async (operation: official.OpOrTombstone): Promise<void> => {
        const cid = await cidForRecord(operation);
        const entry = { did, operation, cid, nullified: false, createdAt: new Date(now).toISOString() };
        let nullified: string[] | undefined;
        try {
          const answer = await official.assureValidNextOp(did, indexed, operation);
          nullified = answer.nullified.map(String);
        } catch {}
        const next = entries.map((one) => ({
          ...one,
          nullified: one.nullified || nullified?.includes(one.cid) === true,
        }));
        const verifying = verifyPlcLog(did, [...next, entry]);
        if (!nullified) {
          counts.refused++;
          await assert.rejects(verifying, (error) => error instanceof PlcError && error.index === entries.length);
          return;
        }
        counts.taken++;
        counts.nullified += nullified.length;
        const log = await verifying;
        assert.equal(log.nullified.length, next.filter((one) => one.nullified).length);
        entries.splice(0, entries.length, ...next, entry);
        indexed = [
          ...indexed.filter((one) => !nullified.includes(`${one.cid}`)),
          {
            did,
            operation,
            cid: (await official.getLastOpWithCid([operation])).cid,
            nullified: false,
            createdAt: new Date(now),
          },
        ];
        const theirs = await official.validateOperationLog(
          did,
          indexed.map((one) => one.operation),
        );
        assert.deepEqual(log.data ? { did, ...log.data } : null, theirs);
      };
      await add(genesis);
      for (let step = 0; step < 10; step++) {
        now += random(50) * 3_600_000 + 1;
        const prev = pick([...entries, ...entries.slice(-1), ...entries.slice(-1)]).cid;
        const unsigned = random(12) === 0 ? { type: "plc_tombstone" as const, prev } : { ...data(), prev };
        await add(await official.addSignature(unsigned, pick(pairs)));
      }
    }
  } finally {
    clock.mock.restore();
  }
  console.log(counts);
  assert.ok(counts.taken > 40 && counts.refused > 40 && counts.nullified > 0, JSON.stringify(counts));
});
