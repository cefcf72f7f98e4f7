import { generateSecret } from "#curves";
import type { Curve } from "../curve/Curve.ts";
import { checkCurve } from "../curve/checkCurve.ts";
import type { SigningKey } from "./SigningKey.ts";
import { toSigningKey } from "./toSigningKey.ts";

/**
 * Makes a new private key. Accounts sign with either curve; the official servers make keys of K-256.
 *
 * @throws {CryptoError} `curve_unsupported` for P-256 without Node and WebCrypto, or without random numbers
 * @throws {InvalidOptionError} if there is no such curve
 * @example
 * ```ts
 * import { generateKey } from "bluesky/crypto";
 *
 * const key = await generateKey("secp256k1");
 * key.did; // "did:key:zQ3sh..."
 * const signature = await key.sign(data);
 * ```
 * @see https://atproto.com/specs/cryptography
 */
export async function generateKey(curve: Curve): Promise<SigningKey> {
  checkCurve(curve);
  return toSigningKey(curve, await generateSecret(curve));
}
