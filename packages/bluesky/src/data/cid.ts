import { decodeBase32, encodeBase32 } from "../platform/bytes/base32.ts";
import { readCidBytes } from "../syntax/cidBytes.ts";
import { describe, invalidData } from "./InvalidDataError.ts";

/** Codec of a CID of a block of DAG-CBOR. */
export const CODEC_DAG_CBOR = 0x71;
/** Codec of a CID of raw bytes, as of a blob. */
export const CODEC_RAW = 0x55;
/** Hash function of nearly every CID. */
export const HASH_SHA256 = 0x12;

/** What {@link parseCid} returns. */
export interface CidParts {
  version: 1;
  /** The format of the content: {@link CODEC_DAG_CBOR}, {@link CODEC_RAW}, or another multicodec. */
  codec: number;
  /** Hash function: {@link HASH_SHA256}, or another multihash. */
  hash: number;
  /** The hash of the content. */
  digest: Uint8Array;
  /** All of it as bytes. */
  bytes: Uint8Array;
}

/**
 * Parses a CID, given as a string in base32 or as bytes. Only version 1 is accepted.
 *
 * @throws {InvalidDataError} if it is not valid, longer than 100 bytes, or not written in the shortest form
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
  const read = readCidBytes(bytes);
  return read && { version: 1, codec: read.codec, hash: read.hash, digest: bytes.subarray(read.start), bytes };
}

/**
 * Formats a CID as a string, from its bytes or from what {@link parseCid} returned.
 *
 * @throws {InvalidDataError} if bytes are given that are not those of a CID
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
