import { decodeBase64Url } from "../../platform/bytes/base64.ts";
import { sha256 } from "../../platform/bytes/sha256.ts";
import { toBigInt } from "../curve/bigints.ts";
import { cryptoError } from "../curve/CryptoError.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";
import { compress, decompress } from "../curve/points.ts";
import { encodePkcs8 } from "../key/der.ts";
import { invalidKey } from "../key/invalidKey.ts";
import type { PublicKey } from "../key/PublicKey.ts";
import type { OpenKey, Verify } from "./Engine.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
const WITH_SHA256 = { name: "ECDSA", hash: "SHA-256" } as const;

/**
 * WebCrypto for P-256. It has no K-256: that is computed, by a module that is loaded when there is a key of it.
 *
 * @throws {CryptoError} `invalid_key` if the point is not on the curve; `curve_unsupported` without WebCrypto
 */
export async function openPublicKey({ curve, bytes }: PublicKey): Promise<Verify> {
  // Not every platform reads compressed points.
  const point = decompress(curve, bytes);
  if (!point) throw invalidKey("its point is not on the curve");
  if (curve === "secp256k1") {
    const { verifyK256 } = await import("#k256-verify");
    return async (data, signature) => verifyK256(point, await sha256(data), signature);
  }
  const subtle = getSubtle();
  const key = await subtle.importKey("raw", point, P256, false, ["verify"]);
  return (data, signature) => subtle.verify(WITH_SHA256, key, toOwn(signature), toOwn(data));
}

/**
 * @param point its public key, in either form: some platforms do not compute it for P-256
 * @throws {CryptoError} `invalid_key` if the number is none of the curve's; `curve_unsupported` without WebCrypto, or where a point
 *   is needed
 */
export async function openSecret(curve: Curve, secret: Uint8Array, point?: Uint8Array): Promise<OpenKey> {
  const number = toBigInt(secret);
  if (number === 0n || number >= CURVES[curve].n) throw invalidKey("its number is not one of its curve");
  const own = Uint8Array.from(secret);
  if (curve === "secp256k1") {
    const { getPointK256, signK256 } = await import("#k256-sign");
    return { point: getPointK256(own), secret: own, sign: async (data) => signK256(own, await sha256(data)) };
  }
  const subtle = getSubtle();
  const long = point?.length === 33 ? decompress(curve, point) : point;
  const key = await importPkcs8(subtle, encodePkcs8({ curve, secret, point: long }), long !== undefined);
  const { x = "", y = "" } = await subtle.exportKey("jwk", key);
  const found = Uint8Array.of(4, ...(decodeBase64Url(x) ?? []), ...(decodeBase64Url(y) ?? []));
  const short = compress(curve, found);
  if (!short) throw invalidKey("its point is not on the curve");
  const sign = async (data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await subtle.sign(WITH_SHA256, key, toOwn(data)));
  return { point: short, secret: own, sign };
}

/**
 * Makes a private key of a random number.
 *
 * @throws {CryptoError} `curve_unsupported` without WebCrypto
 */
export async function generateSecret(curve: Curve): Promise<OpenKey> {
  if (curve === "p256") {
    const subtle = getSubtle();
    const { privateKey } = await subtle.generateKey(P256, true, ["sign", "verify"]);
    const { d = "", x = "", y = "" } = await subtle.exportKey("jwk", privateKey);
    const point = Uint8Array.of(4, ...(decodeBase64Url(x) ?? []), ...(decodeBase64Url(y) ?? []));
    return openSecret(curve, decodeBase64Url(d) ?? new Uint8Array(), point);
  }
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  if (!crypto?.getRandomValues)
    throw cryptoError("curve_unsupported", "This platform gives no random numbers for keys.");
  for (;;) {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const number = toBigInt(secret);
    // One in 2^128 is not less than n.
    if (number > 0n && number < CURVES[curve].n) return openSecret(curve, secret);
  }
}

async function importPkcs8(subtle: SubtleCrypto, der: Uint8Array<ArrayBuffer>, complete: boolean): Promise<CryptoKey> {
  try {
    return await subtle.importKey("pkcs8", der, P256, true, ["sign"]);
  } catch (cause) {
    if (complete) throw invalidKey("its public key is another one's", { cause });
    const reason = "This platform reads keys of P-256 only with their public key: give it as PKCS8 or JWK.";
    throw cryptoError("curve_unsupported", reason, { cause });
  }
}

function getSubtle(): SubtleCrypto {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> }; // not everywhere, whatever its type says
  if (crypto?.subtle) return crypto.subtle;
  const reason = "P-256 needs WebCrypto, which this platform, or a page that is not secure, lacks: give a `verifier`.";
  throw cryptoError("curve_unsupported", reason);
}

/** WebCrypto's types exclude shared memory, which it refuses itself. */
function toOwn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
