import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import * as official from "@atproto/crypto";
import { decodeBase58 } from "../../platform/bytes/base58.ts";
import { to32Bytes } from "../curve/bigints.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";
import * as native from "../engine/curves.node.ts";
import * as portable from "../engine/curves.ts";
import { encodePkcs8 } from "../key/der.ts";
import { generateKey } from "./generateKey.ts";
import { importKey } from "./importKey.ts";
import { toSigningKey } from "./toSigningKey.ts";

const curves = ["p256", "secp256k1"] as const;
const forms = ["raw", "hex", "multibase", "pkcs8", "pem", "jwk"] as const;
const invalid = { name: "CryptoError", code: "invalid_key" };

/** Private numbers and public keys that the protocol's own tests hold, re-typed. */
const published = [
  [
    "9085d2bef69286a6cbb51623c8fa258629945cd55ca705cc4e66700396894e0c",
    "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
  ],
  [
    "f0f4df55a2b3ff13051ea814a8f24ad00f2e469af73c363ac7e9fb999a9072ed",
    "zQ3shtxV1FrJfhqE1dvxYRcCknWNjHc3c5X1y3ZSoPDi2aur2",
  ],
  [
    "6b0b91287ae3348f8c2f2552d766f30e3604867e34adc37ccbb74a8e6b893e02",
    "zQ3shZc2QzApp2oymGvQbzP8eKheVshBHbU4ZYjeXqwSKEn6N",
  ],
  [
    "c0a6a7c560d37d7ba81ecee9543721ff48fea3e0fb827d42c1868226540fac15",
    "zQ3shadCps5JLAHcZiuX5YUtWHHL8ysBJqFLWvjZDKAWUBGzy",
  ],
  [
    "175a232d440be1e0788f25488a73d9416c04b6f924bea6354bf05dd2f1a75133",
    "zQ3shptjE6JwdkeKN4fcpnYQY3m9Cet3NiHdAfpvSUZBFoKBj",
  ],
] as const;

describe("importKey", () => {
  it("finds the published public keys", async () => {
    for (const [hex, multikey] of published)
      assert.equal((await importKey(hex, { curve: "secp256k1" })).multikey, multikey);
    const secret = Uint8Array.from(decodeBase58("9p4VRzdmhsnq869vQjVCTrRry7u4TtfRxhvBFJTGU2Cp") ?? []);
    const { multikey } = await importKey(secret, { curve: "p256" });
    assert.equal(multikey, "zDnaeTiq1PdzvZXUaMdezchcMJQpBdH2VN4pgrrEhMCCbmwSb");
    // The example of a private key in multibase, of a specification that has the same form.
    const example = await importKey("z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN");
    assert.equal(example.multikey, "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP");
  });

  it("reads each form that is written, on each engine", async () => {
    for (const curve of curves) {
      for (const engine of [native, portable]) {
        const key = toSigningKey(curve, await engine.generateSecret(curve));
        for (const form of forms) {
          const again = await importKey(key.exportKey(form), { curve });
          assert.equal(again.did, key.did, form);
          assert.deepEqual(again.exportKey("raw"), key.exportKey("raw"));
          if (form !== "raw" && form !== "hex") assert.equal((await importKey(key.exportKey(form))).curve, curve);
        }
      }
    }
  });

  it("writes what Node and @atproto/crypto read, and reads what they write", async () => {
    for (const curve of curves) {
      const key = await generateKey(curve);
      const jwk = createPrivateKey({ key: { ...key.exportKey("jwk") }, format: "jwk" }).export({ format: "jwk" });
      assert.deepEqual(createPrivateKey(key.exportKey("pem")).export({ format: "jwk" }), jwk);
      const der = { key: Buffer.from(key.exportKey("pkcs8")), format: "der", type: "pkcs8" } as const;
      assert.deepEqual(createPrivateKey(der).export({ format: "jwk" }), jwk);
      const Pair = curve === "p256" ? official.P256Keypair : official.Secp256k1Keypair;
      assert.equal((await Pair.import(key.exportKey("hex"))).did(), key.did);
      const pair = await Pair.create({ exportable: true });
      assert.equal((await importKey(Uint8Array.from(await pair.export()), { curve })).did, pair.did());

      const namedCurve = curve === "p256" ? "prime256v1" : "secp256k1";
      for (let i = 0; i < 20; i++) {
        const { privateKey } = generateKeyPairSync("ec", { namedCurve });
        const dids = await Promise.all([
          importKey(new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" }))),
          importKey(String(privateKey.export({ format: "pem", type: "pkcs8" }))),
          importKey(privateKey.export({ format: "jwk" }) as never),
        ]);
        assert.equal(new Set(dids.map(({ did }) => did)).size, 1);
        assert.deepEqual(
          dids[0]?.exportKey("pkcs8"),
          new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" })),
        );
      }
    }
  });

  it("refuses what is no key, and says nothing of what it was given", async () => {
    const key = await generateKey("p256");
    const der = key.exportKey("pkcs8");
    const other = await generateKey("p256");
    const jwk = key.exportKey("jwk");
    const wrong: unknown[] = [
      undefined,
      null,
      1,
      "",
      "z",
      "text",
      key.multikey,
      key.did,
      new Uint8Array(),
      new Uint8Array(33),
      new Uint8Array(400).fill(0x30),
      ...Array.from(der.keys(), (length) => (length === 32 ? new Uint8Array() : der.subarray(0, length))),
      {},
      { ...jwk, kty: "OKP" },
      { ...jwk, crv: "P-384" },
      { ...jwk, d: undefined },
      { ...jwk, d: `${jwk.d}AA` },
      { ...jwk, y: jwk.x },
      { ...jwk, x: other.exportKey("jwk").x, y: other.exportKey("jwk").y },
      encodePkcs8({ curve: "p256", secret: key.exportKey("raw"), point: Uint8Array.of(4, ...new Uint8Array(64)) }),
      key.exportKey("pem").replace("PRIVATE", "PUBLIC"),
      key.exportKey("pem").slice(0, -5),
    ];
    for (const given of wrong)
      await assert.rejects(importKey(given as never, { curve: "p256" }), invalid, inspect(given));
    await assert.rejects(importKey(key.exportKey("multibase"), { curve: "secp256k1" }), invalid);
    for (const engine of [native, portable]) {
      for (const curve of curves) {
        for (const number of [0n, CURVES[curve].n, CURVES[curve].n + 1n, 2n ** 256n - 1n]) {
          await assert.rejects(async () => engine.openSecret(curve, to32Bytes(number)), invalid);
        }
      }
    }
    await assert.rejects(importKey(key.exportKey("raw")), { code: "invalid_option", option: "curve" });
    await assert.rejects(importKey(key.exportKey("hex"), { curve: "p384" as Curve }), { code: "invalid_option" });
    await assert.rejects(generateKey("ed25519" as Curve), { code: "invalid_option", option: "curve" });
    await assert.rejects(importKey(`${key.exportKey("multibase")}x`), (error: Error) => {
      assert.doesNotMatch(inspect(error), new RegExp(key.exportKey("multibase").slice(8, 20)));
      return true;
    });
  });
});

describe("SigningKey", () => {
  it("shows nothing of the private key but where it is asked for it", async () => {
    for (const curve of curves) {
      const key = await generateKey(curve);
      const shown = [
        inspect(key, { depth: 9, showHidden: true }),
        JSON.stringify(key),
        Object.values(key).join(),
      ].join();
      assert.match(shown, new RegExp(key.multikey));
      for (const secret of [
        key.exportKey("hex"),
        key.exportKey("jwk").d,
        key.exportKey("multibase"),
        [...key.exportKey("raw")].join(),
      ]) {
        assert.ok(!shown.includes(secret));
      }
      // What is given away is a copy.
      key.exportKey("raw").fill(0);
      assert.equal((await importKey(key.exportKey("raw"), { curve })).did, key.did);
      assert.throws(() => key.exportKey("der" as never), { code: "invalid_option", option: "form" });
      await assert.rejects(key.sign("text" as never), { code: "invalid_option", option: "data" });
    }
  });

  it("is another one each time", async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, (_, i) => generateKey(i % 2 ? "p256" : "secp256k1")));
    assert.equal(new Set(keys.map(({ did }) => did)).size, 20);
  });
});
