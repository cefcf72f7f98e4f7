import { decodeBase32, encodeBase32 } from "../platform/base32.ts";
import { describe, invalidData } from "./InvalidDataError.ts";
import { MAX_CID_BYTES } from "./limits.ts";

/** Codec of a CID of a block of DAG-CBOR. */
export const CODEC_DAG_CBOR = 0x71;
/** Codec of a CID of raw bytes, as of a blob. */
export const CODEC_RAW = 0x55;
/** Hash function of nearly every CID. */
export const HASH_SHA256 = 0x12;

/** What {@link parseCid} returns. */
export interface CidParts {
  version: 1;
  /** Kind of the content: {@link CODEC_DAG_CBOR}, {@link CODEC_RAW}, or another multicodec. */
  codec: number;
  /** Hash function: {@link HASH_SHA256}, or another multihash. */
  hash: number;
  digest: Uint8Array;
  /** All of it as bytes. */
  bytes: Uint8Array;
}

/**
 * Takes a CID apart, given as text or as bytes. Version 1 only; the text in base 32.
 *
 * @throws InvalidDataError if it is not valid, longer than 100 bytes, or not written in the shortest form.
 * @example
 * ```ts
 * parseCid("bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a").codec === CODEC_DAG_CBOR;
 * ```
 * @see https://atproto.com/specs/data-model#link-and-cid-formats
 */
export function parseCid(cid: string | Uint8Array): CidParts {
  const bytes = typeof cid === "string" ? decodeText(cid) : cid;
  const parts = bytes && parseBytes(bytes);
  if (parts === undefined) {
    throw invalidData({ expected: "a CID of version 1 in base 32, of at most 100 bytes", received: describe(cid) });
  }
  return parts;
}

function decodeText(cid: string): Uint8Array | undefined {
  // 161 characters hold 100 bytes.
  return cid[0] === "b" && cid.length < 162 ? decodeBase32(cid.slice(1)) : undefined;
}

function parseBytes(bytes: Uint8Array): CidParts | undefined {
  const varints: number[] = [];
  let at = 0;
  for (let value = 0, factor = 1; varints.length < 4; factor *= 128) {
    const byte = bytes[at++];
    if (byte === undefined || (byte === 0 && factor > 1)) return undefined;
    value += (byte & 127) * factor;
    if (byte > 127) continue;
    varints.push(value);
    value = 0;
    factor = 1 / 128;
  }
  const [version, codec = 0, hash = 0, length] = varints;
  if (version !== 1 || bytes.length !== at + (length ?? 0) || bytes.length > MAX_CID_BYTES) return undefined;
  return { version, codec, hash, digest: bytes.subarray(at), bytes };
}

/**
 * Writes a CID as text, of its bytes or of what {@link parseCid} returned.
 *
 * @throws InvalidDataError if bytes are given that are not those of a CID.
 */
export function formatCid(cid: Uint8Array | CidParts): string {
  return `b${encodeBase32(cid instanceof Uint8Array ? parseCid(cid).bytes : cid.bytes)}`;
}

/** The bytes of a CID with a SHA-256 digest. */
export function sha256Cid(codec: number, digest: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(36);
  bytes.set([1, codec, HASH_SHA256, 32]);
  bytes.set(digest, 4);
  return bytes;
}
