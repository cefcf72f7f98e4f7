import { CURVES, type Curve } from "../curve/Curve.ts";
import { invalidKey } from "./invalidKey.ts";
import type { PublicKey } from "./PublicKey.ts";

/** The object identifier of keys on curves. */
const EC_PUBLIC_KEY = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01] as const;

const INTEGER = 0x02;
const BITS = 0x03;
const OCTETS = 0x04;
const SEQUENCE = 0x30;

/** The number of a private key, and its point where the key came with it. */
export interface SecretKey {
  readonly curve: Curve;
  /** 32 bytes, the highest first. */
  readonly secret: Uint8Array;
  /** In either form. */
  readonly point?: Uint8Array | undefined;
}

/** A public key as `SubjectPublicKeyInfo`. @see https://datatracker.ietf.org/doc/html/rfc5480#section-2 */
export function encodeSpki({ curve, bytes }: PublicKey): Uint8Array<ArrayBuffer> {
  const algorithm = item(SEQUENCE, [...EC_PUBLIC_KEY, ...CURVES[curve].oid]);
  return Uint8Array.from(item(SEQUENCE, [...algorithm, ...item(BITS, [0, ...bytes])]));
}

/** A private key as PKCS8, with its point if that is given. @see https://datatracker.ietf.org/doc/html/rfc5958#section-2 */
export function encodePkcs8({ curve, secret, point }: SecretKey): Uint8Array<ArrayBuffer> {
  const algorithm = item(SEQUENCE, [...EC_PUBLIC_KEY, ...CURVES[curve].oid]);
  const publicPart = point ? item(0xa1, item(BITS, [0, ...point])) : [];
  const key = item(SEQUENCE, [INTEGER, 1, 1, ...item(OCTETS, [...secret]), ...publicPart]);
  return Uint8Array.from(item(SEQUENCE, [INTEGER, 1, 0, ...algorithm, ...item(OCTETS, key)]));
}

/**
 * Reads a private key in PKCS8.
 *
 * @throws {CryptoError} `invalid_key`
 */
export function decodePkcs8(bytes: Uint8Array): SecretKey {
  const [outer] = items(bytes);
  const [version, algorithm, wrapped] = outer?.tag === SEQUENCE ? items(outer.content) : [];
  const [type, parameters] = algorithm?.tag === SEQUENCE ? items(algorithm.content) : [];
  const curve = (Object.keys(CURVES) as Curve[]).find((name) => isSame(parameters?.whole, CURVES[name].oid));
  if (version?.tag !== INTEGER || wrapped?.tag !== OCTETS || !isSame(type?.whole, EC_PUBLIC_KEY) || !curve) {
    throw invalidKey("expected a private key of P-256 or K-256 as PKCS8");
  }
  const [key] = items(wrapped.content);
  const [, secret, ...rest] = key?.tag === SEQUENCE ? items(key.content) : [];
  // Some writers leave out zeros in front.
  if (secret?.tag !== OCTETS || secret.content.length > 32) throw invalidKey("its number is not one of 32 bytes");
  const padded = new Uint8Array(32);
  padded.set(secret.content, 32 - secret.content.length);
  const bits = rest.find(({ tag }) => tag === 0xa1);
  const [point] = bits ? items(bits.content) : [];
  return { curve, secret: padded, point: point?.tag === BITS ? point.content.slice(1) : undefined };
}

interface Item {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** A tag, a length and the content. Nothing in a key is longer than 255 bytes. */
function item(tag: number, content: readonly number[]): number[] {
  return [tag, ...(content.length < 128 ? [content.length] : [0x81, content.length]), ...content];
}

/** What stands one after the other in DER. */
function items(bytes: Uint8Array): Item[] {
  const found: Item[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at + 1] ?? 0x80;
    const more = first > 0x80 ? first & 0x7f : 0;
    let length = more > 0 ? 0 : first;
    for (let i = 0; i < more; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
    const start = at + 2 + more;
    if (first === 0x80 || more > 2 || start + length > bytes.length)
      throw invalidKey("its DER is cut off or malformed");
    const end = start + length;
    found.push({ tag: bytes[at] ?? 0, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return found;
}

function isSame(bytes: Uint8Array | undefined, others: readonly number[]): boolean {
  return bytes?.length === others.length && others.every((byte, i) => byte === bytes[i]);
}
