import { createSha256 } from "#create-sha256";
import { CODEC_RAW, HASH_SHA256, parseCid } from "../../data/cid.ts";
import { mediaError } from "../model/MediaError.ts";

/** What chunks are held to. */
export interface ChunkRules {
  /** The CID that all of them together have. */
  readonly cid: string;
  /** How many bytes there may be. */
  readonly max: number;
}

/**
 * Passes chunks on, and verifies them: the last one comes only when all of them together have the CID. So what is wrong has no end,
 * and nobody takes it for the whole.
 *
 * @throws {MediaError} `blob_mismatch`, `blob_refused`
 * @throws {unknown} what the chunks end with
 */
export async function* verifyChunks(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { cid, max }: ChunkRules,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const hash = createSha256();
  const { digest } = parseCid(cid);
  let held: Uint8Array<ArrayBuffer> | undefined;
  let size = 0;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    size += chunk.length;
    if (size > max) throw tooLarge(cid, max);
    hash.update(chunk);
    if (held) yield held;
    held = chunk;
  }
  const found = hash.digest();
  if (!found.every((byte, i) => byte === digest[i])) {
    throw mediaError(
      "blob_mismatch",
      `what the server gave as blob ${cid} is something else: ${size} bytes of another hash`,
    );
  }
  if (held) yield held;
}

/**
 * Refuses a CID that blobs cannot have, for what has it cannot be verified.
 *
 * @throws {MediaError} `blob_refused`
 * @throws {InvalidDataError}
 */
export function checkBlobCid(cid: string): void {
  const { codec, hash, digest } = parseCid(cid);
  if (codec === CODEC_RAW && hash === HASH_SHA256 && digest.length === 32) return;
  throw mediaError("blob_refused", `${cid} was not asked for: expected the CID of a blob, which is raw with SHA-256`);
}

/** The error for a blob that has more bytes than it may. */
export function tooLarge(cid: string, max: number): Error {
  return mediaError("blob_refused", `blob ${cid} was given up: expected at most ${max} bytes (\`maxSize\`), got more`);
}
