import { openSecret } from "#curves";
import { decodeBase58 } from "../../platform/bytes/base58.ts";
import { decodeBase64Url } from "../../platform/bytes/base64.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";
import { checkCurve } from "../curve/checkCurve.ts";
import { compress } from "../curve/points.ts";
import { decodePkcs8, type SecretKey } from "../key/der.ts";
import { invalidKey } from "../key/invalidKey.ts";
import type { PrivateJwk, SigningKey } from "./SigningKey.ts";
import { toSigningKey } from "./toSigningKey.ts";

/** Options of {@link importKey}. */
export interface ImportKeyOptions {
  /** The curve of a key that does not say it itself: 32 bytes, or 64 hexadecimal digits. */
  readonly curve?: Curve | undefined;
}

/**
 * Reads a private key in one of the forms that `exportKey` writes: PKCS8 in DER or PEM, a JWK, multibase, 32 bytes, or the same in
 * hexadecimal digits. Which one it is, is seen.
 *
 * @throws {CryptoError} `invalid_key` if it is none of these, not of P-256 or K-256, of another curve than the option says, or comes
 *   with the public key of another one; `curve_unsupported` where the platform cannot use it
 * @throws {InvalidOptionError} if the key does not say its curve, and nothing else does
 * @example
 * ```ts
 * import { importKey } from "bluesky/crypto";
 *
 * const key = await importKey(process.env.SIGNING_KEY_HEX ?? "", { curve: "secp256k1" });
 * ```
 * @see https://atproto.com/specs/cryptography
 */
export async function importKey(
  key: Uint8Array | string | PrivateJwk,
  options: ImportKeyOptions = {},
): Promise<SigningKey> {
  const { curve, secret, point } = readKey(key, options?.curve);
  if (options?.curve !== undefined && curve !== options.curve) throw invalidKey(`it is one of ${curve}`);
  const open = await openSecret(curve, secret, point);
  // Somebody may have put another public key beside it, to be taken for its owner.
  const given = point && compress(curve, point);
  if (point && !given?.every((byte, i) => byte === open.point[i])) throw invalidKey("its public key is another one's");
  return toSigningKey(curve, open);
}

function readKey(key: unknown, curve: Curve | undefined): SecretKey {
  if (key instanceof Uint8Array) return key.length === 32 ? readRaw(key, curve) : decodePkcs8(key);
  if (typeof key === "object" && key !== null) return readJwk(key);
  if (typeof key !== "string") throw invalidKey("expected bytes, a text or a JWK");
  const text = key.trim();
  if (/^[\da-f]{64}$/i.test(text)) {
    return readRaw(
      Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)),
      curve,
    );
  }
  if (text.startsWith("z")) return readMultibase(text);
  const pem = /^-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----$/.exec(text)?.[1];
  const der = pem && decodeBase64Url(pem.replace(/[\s=]/g, "").replaceAll("+", "-").replaceAll("/", "_"));
  if (der) return decodePkcs8(der);
  throw invalidKey("expected PKCS8, multibase, or 64 hexadecimal digits");
}

function readRaw(secret: Uint8Array, curve: unknown): SecretKey {
  checkCurve(curve);
  return { curve, secret };
}

function readMultibase(text: string): SecretKey {
  const bytes = decodeBase58(text.slice(1)) ?? [];
  const curve = (Object.keys(CURVES) as Curve[]).find((name) => {
    const [first, second] = CURVES[name].secretCodec;
    return bytes.length === 34 && bytes[0] === first && bytes[1] === second;
  });
  if (!curve) throw invalidKey("expected a private key of P-256 or K-256 in multibase");
  return { curve, secret: Uint8Array.from(bytes.slice(2)) };
}

function readJwk(jwk: Readonly<Record<string, unknown>> | object): SecretKey {
  const { kty, crv, d, x, y } = jwk as Readonly<Record<string, unknown>>;
  const curve = (Object.keys(CURVES) as Curve[]).find((name) => CURVES[name].crv === crv);
  const [secret, ...point] = [d, x, y].map((text) => (typeof text === "string" ? decodeBase64Url(text) : undefined));
  const isWhole = secret?.length === 32 && point.every((half) => half?.length === 32);
  if (kty !== "EC" || !curve || !isWhole) throw invalidKey("expected a private JWK of P-256 or K-256, with d, x and y");
  return { curve, secret, point: Uint8Array.of(4, ...point.flatMap((half) => [...(half ?? [])])) };
}
