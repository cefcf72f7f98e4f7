import assert from "node:assert/strict";
import { createPrivateKey, randomBytes, sign } from "node:crypto";
import { describe, it } from "node:test";
import * as official from "@atproto/crypto";
import { instantiateSecp256k1 } from "@bitauth/libauth";
import { p256 } from "@noble/curves/p256";
import { secp256k1 } from "@noble/curves/secp256k1";
import { soak } from "../../../../../scripts/test/soak.ts";
import { encodeBase58 } from "../../platform/bytes/base58.ts";
import { to32Bytes, toBigInt } from "../curve/bigints.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";
import { hasLowS, toLowS } from "../curve/lowS.ts";
import { toMultikey } from "../document/toMultikey.ts";
import * as native from "../engine/curves.node.ts";
import * as portable from "../engine/curves.ts";
import { formatDidKey, parseDidKey } from "../key/multikey.ts";
import { generateKey } from "../signing/generateKey.ts";
import { toSigningKey } from "../signing/toSigningKey.ts";
import { createLibauthVerifier } from "./createLibauthVerifier.ts";
import { keptKeys } from "./keptKeys.ts";
import { verifySignature } from "./verifySignature.ts";

const nobles = { p256, secp256k1 } as const;
const curves = ["p256", "secp256k1"] as const;
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const libauth = createLibauthVerifier(await instantiateSecp256k1());

/** The other signature that anybody can make of one. */
const mirror = (curve: Curve, signature: Uint8Array): Uint8Array =>
  Uint8Array.of(...signature.subarray(0, 32), ...to32Bytes(CURVES[curve].n - toBigInt(signature.subarray(32))));

/** By each of the ways in which a signature is verified. They have to agree. */
async function verifyAll(did: string, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = parseDidKey(did);
  const isLow = hasLowS(key.curve, signature);
  const answers = [
    await verifySignature(did, data, signature),
    await verifySignature(did.slice("did:key:".length), data, signature),
    await verifySignature(did, data, signature, { verifier: libauth }),
    isLow && (await (await native.openPublicKey(key))(data, signature)),
    isLow && (await (await portable.openPublicKey(key))(data, signature)),
  ];
  assert.equal(new Set(answers).size, 1, `${did}: ${answers}`);
  return answers[0] === true;
}

/** What the protocol's own tests hold of these, re-typed: the key in both forms, the signature, and whether it holds. */
const published = [
  [
    "did:key:zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo",
    "zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWMh",
    "2vZNsG3UKvvO/CDlrdvyZRISOFylinBh0Jupc6KcWoJWExHptCfduPleDbG3rko3YZnn9Lw0IjpixVmexJDegg",
    true,
  ],
  [
    "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc",
    "z25z9DTpsiYYJKGsWmSPJK2NFN8PcJtZig12K59UgW7q5t",
    "5WpdIuEUUfVUYaozsi8G0B3cWO09cgZbIIwg1t2YKdUn/FEznOndsz/qgiYb89zwxYCbB71f7yQK5Lr7NasfoA",
    true,
  ],
  [
    "did:key:zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo",
    "zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWMh",
    "2vZNsG3UKvvO/CDlrdvyZRISOFylinBh0Jupc6KcWoKp7O4VS9giSAah8k5IUbXIW00SuOrjfEqQ9HEkN9JGzw",
    false,
  ],
  [
    "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc",
    "z25z9DTpsiYYJKGsWmSPJK2NFN8PcJtZig12K59UgW7q5t",
    "5WpdIuEUUfVUYaozsi8G0B3cWO09cgZbIIwg1t2YKdXYA67MYxYiTMAVfdnkDCMN9S5B3vHosRe07aORmoshoQ",
    false,
  ],
] as const;

describe("verifySignature", () => {
  it("holds to the protocol's published signatures", async () => {
    const data = bytesOf("oWVoZWxsb2V3b3JsZA");
    for (const [did, legacy, signature, valid] of published) {
      assert.equal(await verifyAll(did, data, bytesOf(signature)), valid);
      const { curve } = parseDidKey(did);
      const suite = curve === "p256" ? "EcdsaSecp256r1VerificationKey2019" : "EcdsaSecp256k1VerificationKey2019";
      assert.equal(`did:key:${toMultikey(suite, legacy)}`, did);
    }
  });

  it("agrees with @atproto/crypto and @noble/curves on what they sign, and they on what is signed here", async () => {
    const rounds = soak(40, 10_000);
    for (let round = 0; round < rounds; round++) {
      for (const curve of curves) {
        const data = new Uint8Array(randomBytes(round % 300));
        const secret = nobles[curve].utils.randomPrivateKey();
        const did = formatDidKey({ curve, bytes: nobles[curve].getPublicKey(secret, true) });
        const Pair = curve === "p256" ? official.P256Keypair : official.Secp256k1Keypair;
        const pair = await Pair.import(secret);
        assert.equal(pair.did(), did);
        assert.equal(await verifyAll(did, data, await pair.sign(data)), true);
        for (const engine of [native, portable]) {
          // WebCrypto of Node computes public keys, so no point is given.
          const key = toSigningKey(curve, await engine.openSecret(curve, secret));
          assert.equal(key.did, did);
          const signature = await key.sign(data);
          assert.equal(await official.verifySignature(did, data, signature), true);
          const point = parseDidKey(did).bytes;
          assert.equal(nobles[curve].verify(signature, data, point, { prehash: true, lowS: true }), true);
          assert.equal(await verifyAll(did, data, signature), true);
        }
      }
    }
  });

  it("refuses whatever was changed", async () => {
    for (const curve of curves) {
      const key = await generateKey(curve);
      const other = await generateKey(curve);
      const data = new Uint8Array(randomBytes(100));
      const signature = await key.sign(data);
      assert.equal(await verifyAll(other.did, data, signature), false);
      for (let i = 0; i < soak(30, 3_000); i++) {
        const at = Math.floor(Math.random() * 64);
        const changed = signature.with(at, (signature[at] ?? 0) ^ (1 << (i % 8)));
        assert.equal(await verifyAll(key.did, data, changed), await official.verifySignature(key.did, data, changed));
        assert.equal(await verifyAll(key.did, data.with(i, (data[i] ?? 0) ^ 1), signature), false);
      }
    }
  });

  it("takes one form of a signature: no high S, no DER, no other length, no number out of range", async () => {
    for (const curve of curves) {
      const key = await generateKey(curve);
      const data = new Uint8Array(randomBytes(32));
      for (let i = 0; i < 20; i++) {
        const signature = await key.sign(data);
        const high = mirror(curve, signature);
        const der = nobles[curve].Signature.fromCompact(signature).toDERRawBytes();
        const { p, n } = CURVES[curve];
        const wrong: Uint8Array[] = [
          high,
          der,
          signature.subarray(1),
          signature.subarray(0, 63),
          Uint8Array.of(...signature, 0),
          Uint8Array.of(0, ...signature),
          new Uint8Array(64),
          new Uint8Array(0),
          new Uint8Array(64).fill(255),
          Uint8Array.of(...new Uint8Array(32), ...signature.subarray(32)),
          Uint8Array.of(...signature.subarray(0, 32), ...new Uint8Array(32)),
          Uint8Array.of(...to32Bytes(n), ...signature.subarray(32)),
          Uint8Array.of(...to32Bytes(p), ...signature.subarray(32)),
        ];
        for (const form of wrong)
          assert.equal(await verifyAll(key.did, data, form), false, Buffer.from(form).toString("hex"));
        // That it is a signature is what makes it dangerous: the platform takes it.
        assert.equal(await (await native.openPublicKey(parseDidKey(key.did)))(data, high), true);
        assert.deepEqual(toLowS(curve, Uint8Array.from(high)), signature);
      }
      const half = CURVES[curve].n >> 1n;
      for (const [s, low] of [
        [half, true],
        [half + 1n, false],
        [half - 1n, true],
        [1n, true],
      ] as const) {
        assert.equal(hasLowS(curve, Uint8Array.of(...new Uint8Array(32), ...to32Bytes(s))), low);
      }
    }
  });

  it("signs with a low S, whatever the platform does", async () => {
    for (const curve of curves) {
      const key = await generateKey(curve);
      const theirs = createPrivateKey(key.exportKey("pem"));
      let high = 0;
      for (let i = 0; i < 40; i++) {
        const data = new Uint8Array(randomBytes(20));
        const signature = new Uint8Array(sign("sha256", data, { key: theirs, dsaEncoding: "ieee-p1363" }));
        if (!hasLowS(curve, signature)) high++;
        assert.equal(await verifySignature(key.did, data, signature), hasLowS(curve, signature));
        assert.equal(hasLowS(curve, await key.sign(data)), true);
      }
      assert.ok(high > 0, "none of 40 had a high S");
    }
  });

  it("refuses keys that are none, with any verifier", async () => {
    const data = new Uint8Array(1);
    const signature = new Uint8Array(64).fill(1);
    // x = 5 is on neither curve.
    const off = Uint8Array.from({ length: 33 }, (_, i) => (i === 0 ? 2 : i === 32 ? 5 : 0));
    for (const curve of ["secp256k1"] as const) {
      const key = `did:key:z${encodeBase58([...CURVES[curve].publicCodec, ...off])}`;
      for (const options of [{}, { verifier: libauth }]) {
        await assert.rejects(verifySignature(key, data, signature, options), {
          name: "CryptoError",
          code: "invalid_key",
        });
      }
      await assert.rejects(async () => portable.openPublicKey({ curve, bytes: off }), { code: "invalid_key" });
    }
    for (const key of ["", "did:key:", "did:web:example.com", "zabc", undefined, null, 1]) {
      await assert.rejects(verifySignature(key as string, data, signature), { code: "invalid_key" });
    }
    const { did } = await generateKey("p256");
    await assert.rejects(verifySignature(did, "text" as never, signature), { code: "invalid_option", option: "data" });
    await assert.rejects(verifySignature(did, data, "text" as never), { code: "invalid_option", option: "signature" });
  });

  it("asks another verifier only about its curves", async () => {
    const asked: string[] = [];
    const verifier = {
      curves: ["secp256k1"] as const,
      verify: (key: { curve: Curve }) => {
        asked.push(key.curve);
        return true;
      },
    };
    for (const curve of curves) {
      const key = await generateKey(curve);
      assert.equal(
        await verifySignature(key.did, new Uint8Array(1), new Uint8Array(64).fill(1), { verifier }),
        curve === "secp256k1",
      );
      const high = new Uint8Array(64).fill(255);
      assert.equal(await verifySignature(key.did, new Uint8Array(1), high, { verifier }), false);
    }
    assert.deepEqual(asked, ["secp256k1"]);
  });

  it("keeps no more keys than it may", async () => {
    const data = new Uint8Array(3);
    const key = await generateKey("secp256k1");
    const signature = await key.sign(data);
    const verifier = { curves, verify: () => true };
    for (let i = 0; i < 5_000; i++) {
      const bytes = Uint8Array.of(2, ...new Uint8Array(28), ...Buffer.from(i.toString(16).padStart(8, "0"), "hex"));
      // Most are on no curve, which nobody looks at where the signature has the wrong form.
      const text = `z${encodeBase58([...CURVES.secp256k1.publicCodec, ...bytes])}`;
      assert.equal(await verifySignature(text, data, new Uint8Array(1), { verifier }), false);
    }
    assert.equal(await verifySignature(key.did, data, signature), true);
    assert.equal(keptKeys.size, 4_096);
  });
});
