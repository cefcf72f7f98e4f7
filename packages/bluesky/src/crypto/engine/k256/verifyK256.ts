import { verify } from "@noble/secp256k1";

/** Whether a signature of a hash is a key's, by K-256. @param point the public key, in its long form */
export function verifyK256(point: Uint8Array, hash: Uint8Array, signature: Uint8Array): boolean {
  return verify(signature, hash, point, { prehash: false });
}
