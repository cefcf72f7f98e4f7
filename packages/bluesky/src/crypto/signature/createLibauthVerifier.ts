import { createSha256 } from "#create-sha256";
import type { SignatureVerifier } from "./SignatureVerifier.ts";

/** What is used of what `instantiateSecp256k1` of `@bitauth/libauth` gives. */
export interface LibauthSecp256k1 {
  /** Whether a signature of a hash is a key's, with a low S. */
  verifySignatureCompactLowS(signature: Uint8Array, publicKey: Uint8Array, messageHash: Uint8Array): boolean;
}

/**
 * Makes a verifier of K-256 from `@bitauth/libauth`, which has Bitcoin's own library as WebAssembly. It takes half as long as Node's
 * crypto; for that it is 100 kB more to load, and starts in some 50 ms. It is for those who verify much, as from the firehose.
 *
 * @example
 * ```ts
 * import { instantiateSecp256k1 } from "@bitauth/libauth";
 * import { createLibauthVerifier, verifySignature } from "bluesky/crypto";
 *
 * const verifier = createLibauthVerifier(await instantiateSecp256k1());
 * await verifySignature(key, data, signature, { verifier });
 * ```
 */
export function createLibauthVerifier(secp256k1: LibauthSecp256k1): SignatureVerifier {
  return {
    curves: ["secp256k1"],
    verify({ bytes }, data, signature) {
      const hash = createSha256();
      hash.update(data);
      return secp256k1.verifySignatureCompactLowS(signature, bytes, hash.digest());
    },
  };
}
