import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as official from "@atproto/crypto";
import { p256 } from "@noble/curves/p256";
import { secp256k1 } from "@noble/curves/secp256k1";
import fc from "fast-check";
import { soak } from "../../../../../scripts/test/soak.ts";
import { encodeBase58 } from "../../platform/bytes/base58.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";
import { compress, decompress } from "../curve/points.ts";
import { formatDidKey, formatMultikey, parseDidKey, parseMultikey } from "./multikey.ts";

const nobles = { p256, secp256k1 } as const;
const curves = ["p256", "secp256k1"] as const;
const multibase = (bytes: Iterable<number>): string => `z${encodeBase58([...bytes])}`;
const invalid = { code: "invalid_key" };

describe("multikeys and did:key", () => {
  it("are written and read as @atproto/crypto does", () => {
    for (const curve of curves) {
      for (let i = 0; i < 100; i++) {
        const secret = nobles[curve].utils.randomPrivateKey();
        const bytes = nobles[curve].getPublicKey(secret, true);
        const long = nobles[curve].getPublicKey(secret, false);
        const did = official.formatDidKey(CURVES[curve].alg, bytes);
        assert.equal(formatDidKey({ curve, bytes }), did);
        assert.equal(formatDidKey({ curve, bytes: long }), did);
        assert.equal(formatMultikey({ curve, bytes }), did.slice("did:key:".length));
        const parsed = parseDidKey(did);
        assert.equal(parsed.curve, curve);
        assert.deepEqual(parsed.bytes, Uint8Array.from(bytes));
        assert.deepEqual(decompress(curve, parsed.bytes), Uint8Array.from(official.parseDidKey(did).keyBytes));
        assert.deepEqual(parseMultikey(formatMultikey(parsed)), parsed);
      }
    }
  });

  it("have points that are on their curve: as @noble/curves says", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...curves),
        fc.constantFrom(2, 3, 4, 0),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (curve, sign, x) => {
          const bytes = Uint8Array.of(sign, ...x);
          let theirs: Uint8Array | undefined;
          try {
            theirs = nobles[curve].ProjectivePoint.fromHex(bytes).toRawBytes(false);
          } catch {}
          assert.deepEqual(decompress(curve, bytes), theirs && Uint8Array.from(theirs));
          const key = multibase([...CURVES[curve].publicCodec, ...bytes]);
          if (theirs) assert.equal(formatMultikey(parseMultikey(key)), key);
          else assert.throws(() => parseMultikey(key), invalid);
        },
      ),
      { numRuns: soak(300, 100_000) },
    );
  });

  it("are refused in any other form", () => {
    const curve: Curve = "secp256k1";
    const bytes = Uint8Array.from(secp256k1.getPublicKey(secp256k1.utils.randomPrivateKey(), true));
    const long = decompress(curve, bytes) ?? new Uint8Array();
    const codec = CURVES[curve].publicCodec;
    const key = formatMultikey({ curve, bytes });
    const wrong: unknown[] = [
      "",
      "z",
      key.slice(1),
      `u${key.slice(1)}`,
      `Z${key.slice(1)}`,
      ` ${key}`,
      `${key} `,
      `${key}1`,
      key.slice(0, -1),
      `did:key:${key}`,
      multibase([...codec, ...long]), // not compressed
      multibase([...codec, ...bytes, 0]),
      multibase([...codec, ...bytes.subarray(0, 32)]),
      multibase(bytes),
      multibase([0xed, 0x01, ...bytes.subarray(1)]), // Ed25519
      multibase([...CURVES[curve].secretCodec, ...bytes.subarray(1)]), // a private key
      multibase([...codec, 4, ...bytes.subarray(1)]),
      `z${"z".repeat(10_000)}`,
      "z0OIl",
      undefined,
      null,
      7,
      {},
      [key],
    ];
    for (const given of wrong) assert.throws(() => parseMultikey(given as string), invalid, String(given));
    for (const given of [
      ...wrong.filter((text) => text !== `did:key:${key}`),
      key,
      `DID:key:${key}`,
      `did:web:${key}`,
      `did:key:${key}#${key}`,
    ]) {
      assert.throws(() => parseDidKey(given as string), invalid, String(given));
    }
    const off = long.with(64, (long[64] ?? 0) ^ 2);
    for (const given of [off, long.with(0, 6), new Uint8Array(33), new Uint8Array(65), new Uint8Array()]) {
      assert.throws(() => formatMultikey({ curve, bytes: given }), invalid);
      assert.equal(compress(curve, given), undefined);
    }
    assert.throws(() => formatMultikey({ curve: "p384" as Curve, bytes }), invalid);
  });

  it("never show a key in an error: it may be a private one", () => {
    const secret = multibase([...CURVES.p256.secretCodec, ...p256.utils.randomPrivateKey()]);
    assert.throws(
      () => parseMultikey(secret),
      (error: Error) => !error.message.includes(secret.slice(5, 20)),
    );
  });
});
