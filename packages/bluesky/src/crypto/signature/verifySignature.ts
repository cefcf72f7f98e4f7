import { openPublicKey } from "#curves";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { hasLowS } from "../curve/lowS.ts";
import { decompress } from "../curve/points.ts";
import { invalidKey } from "../key/invalidKey.ts";
import { toMultibase } from "../key/multikey.ts";
import { findKey } from "./keptKeys.ts";
import type { SignatureVerifier } from "./SignatureVerifier.ts";

/** Options of {@link verifySignature}, and of all that verifies signatures. */
export interface VerifyOptions {
  /** Verifies in place of the platform. @default Node's crypto, WebCrypto for P-256, a library for K-256 */
  readonly verifier?: SignatureVerifier | undefined;
}

/**
 * Whether a signature is the one of this key and these data: ECDSA over their SHA-256, as the protocol has it in commits, labels,
 * operations of did:plc, and tokens.
 *
 * Only the one form that the protocol allows is taken: R and S in 32 bytes each, S in the lower half. `false` for DER, and for the
 * second signature that anybody can make of a first one, by which a program could take one text for two.
 *
 * @param key a `did:key`, or a multikey, which is what {@link parseMultikey} reads
 * @param data what was signed. It is hashed here
 * @throws {CryptoError} `invalid_key`; `curve_unsupported` for P-256 without Node and WebCrypto
 * @throws {InvalidOptionError} if data or signature are not bytes
 * @throws {unknown} what a `verifier` throws
 * @example
 * ```ts
 * import { verifySignature } from "bluesky/crypto";
 *
 * await verifySignature("did:key:zQ3sh...", data, signature); // true
 * ```
 * @see https://atproto.com/specs/cryptography
 */
export async function verifySignature(
  key: string,
  data: Uint8Array,
  signature: Uint8Array,
  options: VerifyOptions = {},
): Promise<boolean> {
  const known = findKey(toMultibase(key));
  for (const [name, bytes] of Object.entries({ data, signature })) {
    if (!(bytes instanceof Uint8Array))
      throw invalidOption(name, `Expected bytes as \`${name}\`, got ${typeof bytes}.`);
  }
  if (!hasLowS(known.curve, signature)) return false;
  const { verifier } = options ?? {}; // programs without types give null
  if (verifier?.curves.includes(known.curve)) {
    if (!known.onCurve && !decompress(known.curve, known.bytes)) throw invalidKey("its point is not on the curve");
    known.onCurve = true;
    return verifier.verify(known, data, signature);
  }
  known.verify ??= await openPublicKey(known);
  return known.verify(data, signature);
}
