import { encodeBase32 } from "../platform/base32.ts";
import { CODEC_DAG_CBOR, CODEC_RAW, sha256Cid } from "./cid.ts";
import { encodeCbor } from "./encodeCbor.ts";
import { invalidData } from "./InvalidDataError.ts";
import { MAX_RECORD_BYTES } from "./limits.ts";

/**
 * The CID that a record has in a repository: SHA-256 of its DAG-CBOR.
 *
 * @param record In the JSON form or the decoded form of the data model.
 * @throws InvalidDataError if it is not of the data model, or larger than 1 MiB.
 * @example
 * ```ts
 * await cidForRecord({ $type: "app.bsky.feed.post", text: "hi", createdAt: "2026-01-31T12:00:00.000Z" });
 * ```
 */
export async function cidForRecord(record: unknown): Promise<string> {
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
  // The types of WebCrypto exclude shared memory, which it refuses itself.
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return `b${encodeBase32(sha256Cid(codec, new Uint8Array(digest)))}`;
}
