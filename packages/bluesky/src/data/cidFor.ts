import { encodeBase32 } from "../platform/bytes/base32.ts";
import { sha256 } from "../platform/bytes/sha256.ts";
import { CODEC_DAG_CBOR, CODEC_RAW, sha256Cid } from "./cid.ts";
import { encodeCbor } from "./encodeCbor.ts";
import { describe, invalidData } from "./InvalidDataError.ts";
import { isObject } from "./isObject.ts";
import { MAX_RECORD_BYTES } from "./limits.ts";

/**
 * The CID that a record has in a repository: SHA-256 of its DAG-CBOR.
 *
 * @param record In the JSON form or the decoded form of the data model.
 * @throws {InvalidDataError} if it does not fit the data model, or larger than 1 MiB
 * @example
 * ```ts
 * await cidForRecord({ $type: "app.bsky.feed.post", text: "hi", createdAt: "2026-01-31T12:00:00.000Z" });
 * ```
 */
export async function cidForRecord(record: unknown): Promise<string> {
  if (!isObject(record)) throw invalidData({ expected: "a record, which is an object", received: describe(record) });
  const bytes = encodeCbor(record);
  if (bytes.length > MAX_RECORD_BYTES) {
    const expected = `a record of at most ${MAX_RECORD_BYTES} bytes of CBOR`;
    throw invalidData({ expected, received: `${bytes.length}` });
  }
  return cidForBlock(CODEC_DAG_CBOR, bytes);
}

/** The CID that a blob has: SHA-256 of its bytes. */
export async function cidForBlob(bytes: Uint8Array): Promise<string> {
  return cidForBlock(CODEC_RAW, bytes);
}

async function cidForBlock(codec: number, bytes: Uint8Array): Promise<string> {
  return `b${encodeBase32(sha256Cid(codec, await sha256(bytes)))}`;
}
