import { decodeBase58, encodeBase58 } from "../../platform/bytes/base58.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";
import { compress, decompress } from "../curve/points.ts";
import { invalidKey } from "./invalidKey.ts";
import type { PublicKey } from "./PublicKey.ts";

/**
 * Reads a public key that is written as a multikey: the value of `publicKeyMultibase` in a DID document, and what stands behind
 * `did:key:`.
 *
 * @throws {CryptoError} `invalid_key` if it is not base 58 with the `z` of multibase before it, not a key of P-256 or K-256, or not
 *   a compressed point of that curve
 * @example
 * ```ts
 * parseMultikey("zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme").curve; // "secp256k1"
 * ```
 * @see https://atproto.com/specs/cryptography#public-key-encoding
 */
export function parseMultikey(multikey: string): PublicKey {
  const key = decodeMultikey(multikey);
  if (!decompress(key.curve, key.bytes)) throw invalidKey("its point is not on the curve");
  return key;
}

/**
 * Writes a public key as a multikey.
 *
 * @throws {CryptoError} `invalid_key` if the point is not on the curve
 * @example
 * ```ts
 * formatMultikey({ curve: "p256", bytes }); // "zDnae..."
 * ```
 * @see https://atproto.com/specs/cryptography#public-key-encoding
 */
export function formatMultikey({ curve, bytes }: PublicKey): string {
  const traits = Object.hasOwn(CURVES, curve) ? CURVES[curve] : undefined;
  const point = traits && compress(curve, bytes);
  if (point) return `z${encodeBase58([...traits.publicCodec, ...point])}`;
  throw invalidKey("expected a point of P-256 or K-256, in 33 or 65 bytes");
}

/**
 * Reads a `did:key`.
 *
 * @throws {CryptoError} `invalid_key`, as {@link parseMultikey}, or if it does not begin with `did:key:`
 * @example
 * ```ts
 * parseDidKey("did:key:zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo").curve; // "p256"
 * ```
 * @see https://atproto.com/specs/cryptography#public-key-encoding
 */
export function parseDidKey(did: string): PublicKey {
  if (typeof did === "string" && did.startsWith("did:key:")) return parseMultikey(did.slice(8));
  throw invalidKey("expected did:key: in front");
}

/**
 * Writes a public key as a `did:key`.
 *
 * @throws {CryptoError} `invalid_key` if the point is not on the curve
 * @example
 * ```ts
 * formatDidKey(parseMultikey(multikey)); // "did:key:zQ3sh..."
 * ```
 * @see https://atproto.com/specs/cryptography#public-key-encoding
 */
export function formatDidKey(key: PublicKey): string {
  return `did:key:${formatMultikey(key)}`;
}

/** What stands behind `did:key:`, if that is in front. */
export function toMultibase(key: string): string {
  return typeof key === "string" && key.startsWith("did:key:") ? key.slice(8) : key;
}

/**
 * As `parseMultikey`, but nobody has looked yet whether there is such a point.
 *
 * @throws {CryptoError} `invalid_key`
 */
export function decodeMultikey(multikey: string): PublicKey {
  const bytes = typeof multikey === "string" && multikey.startsWith("z") ? decodeBase58(multikey.slice(1)) : undefined;
  if (!bytes) throw invalidKey("expected base 58 behind a z");
  const [first, second, sign] = bytes;
  for (const curve of Object.keys(CURVES) as Curve[]) {
    const [one, two] = CURVES[curve].publicCodec;
    if (first !== one || second !== two) continue;
    if (bytes.length !== 35 || (sign !== 2 && sign !== 3)) throw invalidKey("its point is not compressed");
    return { curve, bytes: Uint8Array.from(bytes.slice(2)) };
  }
  throw invalidKey("expected a public key of P-256 or K-256");
}
