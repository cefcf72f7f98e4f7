import { getPublicKey, hashes, sign } from "@noble/secp256k1";
import { createSha256 } from "../../../platform/bytes/createSha256.ts";

/** The public key of a private one of K-256, compressed. */
export function getPointK256(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(getPublicKey(secret));
}

/** Signs a hash by K-256. */
export function signK256(secret: Uint8Array, hash: Uint8Array): Uint8Array<ArrayBuffer> {
  // The library brings none, and its other way needs WebCrypto.
  hashes.hmacSha256 ??= hmacSha256;
  return Uint8Array.from(sign(hash, secret, { prehash: false }));
}

/** @see https://datatracker.ietf.org/doc/html/rfc2104 */
function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  // Keys are 32 bytes here, and a block of the hash is 64.
  const pad = (by: number): Uint8Array => Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ by);
  return hashOf(pad(0x5c), hashOf(pad(0x36), message));
}

function hashOf(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const hash = createSha256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}
