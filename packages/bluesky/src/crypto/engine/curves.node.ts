/** For Node, Deno and Bun. */
import { createECDH, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { Curve } from "../curve/Curve.ts";
import { encodePkcs8, encodeSpki } from "../key/der.ts";
import { invalidKey } from "../key/invalidKey.ts";
import type { PublicKey } from "../key/PublicKey.ts";
import * as portable from "./curves.ts";
import type { OpenKey, Verify } from "./Engine.ts";

const NAMES: Readonly<Record<Curve, string>> = { p256: "prime256v1", secp256k1: "secp256k1" };

/** Without `dsaEncoding` it would be DER. */
const dsaEncoding = "ieee-p1363";

/** What is known of this platform: Bun has no K-256. */
const lacking: Map<Curve, boolean> = /*#__PURE__*/ new Map();

/** @throws {CryptoError} `invalid_key` if the point is not on the curve */
export function openPublicKey(publicKey: PublicKey): Verify | Promise<Verify> {
  if (lacks(publicKey.curve)) return portable.openPublicKey(publicKey);
  const key = createKey(() => createPublicKey({ key: encodeSpki(publicKey) as Buffer, format: "der", type: "spki" }));
  const input = { key, dsaEncoding } as const;
  return (data, signature) => verify("sha256", data, input, signature);
}

/** @throws {CryptoError} `invalid_key` if the number is none of the curve's */
export async function openSecret(curve: Curve, secret: Uint8Array): Promise<OpenKey> {
  if (lacks(curve)) return portable.openSecret(curve, secret);
  const pair = createECDH(NAMES[curve]);
  const key = createKey(() => {
    pair.setPrivateKey(secret);
    const der = encodePkcs8({ curve, secret, point: pair.getPublicKey() });
    return createPrivateKey({ key: der as Buffer, format: "der", type: "pkcs8" });
  });
  const input = { key, dsaEncoding } as const;
  return {
    point: new Uint8Array(pair.getPublicKey(null, "compressed")),
    secret: Uint8Array.from(secret),
    sign: (data) => new Uint8Array(sign("sha256", data, input)),
  };
}

/** Makes a private key of a random number. */
export async function generateSecret(curve: Curve): Promise<OpenKey> {
  if (lacks(curve)) return portable.generateSecret(curve);
  const pair = createECDH(NAMES[curve]);
  pair.generateKeys();
  // Zeros in front are left out.
  const secret = new Uint8Array(32);
  const number = pair.getPrivateKey();
  secret.set(number, 32 - number.length);
  return openSecret(curve, secret);
}

function createKey<Key>(create: () => Key): Key {
  try {
    return create();
  } catch (cause) {
    throw invalidKey("it is not one of its curve", { cause });
  }
}

function lacks(curve: Curve): boolean {
  let known = lacking.get(curve);
  if (known === undefined) {
    try {
      createECDH(NAMES[curve]);
      known = false;
    } catch {
      known = true;
    }
    lacking.set(curve, known);
  }
  return known;
}
