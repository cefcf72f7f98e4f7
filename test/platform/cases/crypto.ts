import {
  createLabelVerifier,
  createServiceToken,
  formatDidKey,
  generateKey,
  importKey,
  parseDidKey,
  type SigningKey,
  signLabel,
  verifyServiceToken,
  verifySignature,
} from "bluesky/crypto";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const data = Uint8Array.of(161, 101, 104, 101, 108, 108, 111, 101, 119, 111, 114, 108, 100);
const hex = (digits: string): Uint8Array =>
  Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16));

/** One key of each curve, its signature of the data, and the other S that would do as well. */
const signed = {
  p256: {
    key: "did:key:zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo",
    signature: hex(
      "daf64db06dd42afbcefc20e5addbf2651212385ca58a7061d09ba973a29c5a82" +
        "561311e9b427ddb8f95e0db1b7ae4a376199e7f4bc34223a62c5599ec490de82",
    ),
    high: hex("a9ecee154bd8224806a1f24e4851b5c85b4d12b8eae37c4a90f4712437d246cf"),
  },
  secp256k1: {
    key: "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc",
    signature: hex(
      "e56a5d22e11451f55461aa33b22f06d01ddc58ed3d72065b208c20d6dd9829d5" +
        "27fc51339ce9ddb33fea82261bf3dcf0c5809b07bd5fef240ae4bafb35ab1fa0",
    ),
    high: hex("d803aecc6316224cc0157dd9e40c230df52e41def1e8b117b4eda3919a8b21a1"),
  },
} as const;

const identityOf = (key: SigningKey) => ({
  resolveDid: async (id: string) => ({
    id,
    verificationMethod: ["#atproto", "#atproto_label"].map((fragment) => ({
      id: fragment,
      type: "Multikey",
      publicKeyMultibase: key.multikey,
    })),
  }),
});

const secret = new Uint8Array(32).fill(7);

async function verifies(curve: "p256" | "secp256k1"): Promise<void> {
  const { key, signature, high } = signed[curve];
  same(await verifySignature(key, data, signature), true);
  same(await verifySignature(key, data.slice(1), signature), false);
  same(await verifySignature(key, data, Uint8Array.of(...signature.subarray(0, 32), ...high)), false);
  same(await verifySignature(key, data, signature.slice(1)), false);
}

async function signs(key: SigningKey): Promise<void> {
  const signature = await key.sign(data);
  same(signature.length, 64);
  same(await verifySignature(key.did, data, signature), true);
  for (const form of ["pkcs8", "pem", "jwk"] as const) same((await importKey(key.exportKey(form))).did, key.did);
}

export const cases: Cases = {
  "signatures of P-256 are verified": () => verifies("p256"),
  "signatures of K-256 are verified": () => verifies("secp256k1"),

  "keys of P-256 are made, written, read, and sign": async () => signs(await generateKey("p256")),
  "keys of K-256 are made, written, read, and sign": async () => signs(await generateKey("secp256k1")),

  "a key of K-256 that is given signs": async () => {
    const key = await importKey(secret, { curve: "secp256k1" });
    same(await verifySignature(key.did, data, await key.sign(data)), true);
    same((await importKey(key.exportKey("multibase"))).did, key.did);
  },

  "public keys are read and written": async () => {
    for (const { key } of Object.values(signed)) same(formatDidKey(parseDidKey(key)), key);
    await fails("invalid_key", () => parseDidKey("did:key:zabc"));
    await fails("invalid_key", () => verifySignature("did:key:zabc", data, new Uint8Array(64)));
  },

  "service tokens are made and verified": async () => {
    const key = await importKey(secret, { curve: "secp256k1" });
    const options = { aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" };
    const token = await createServiceToken(key, { iss: did, ...options });
    const identity = identityOf(key);
    same((await verifyServiceToken(token, { ...options, identity })).did, did);
    await fails("wrong_audience", () =>
      verifyServiceToken(token, { ...options, aud: "did:web:example.com", identity }),
    );
    await fails("bad_signature", () =>
      verifyServiceToken(`${token.slice(0, -86)}${"A".repeat(86)}`, { ...options, identity }),
    );
  },

  "labels are signed and verified": async () => {
    const key = await importKey(secret, { curve: "secp256k1" });
    const label = await signLabel({ src: did, uri: did, val: "spam", cts: "2026-01-31T12:00:00.000Z" }, key);
    const verify = createLabelVerifier(identityOf(key));
    same([await verify(label), await verify({ ...label, src: "did:plc:other" })], [true, false]);
  },
};
