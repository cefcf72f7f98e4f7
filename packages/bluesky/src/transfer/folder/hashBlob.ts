import { createSha256 } from "#create-sha256";
import { CODEC_RAW, sha256Cid } from "../../data/cid.ts";
import { cidText } from "../../repo/car/verifyBlock.ts";

const STEP = 1_048_576;

/** The CID of a blob, of which a piece at a time is in memory. */
export async function hashBlob(blob: Blob): Promise<string> {
  const hash = createSha256();
  for (let at = 0; at < blob.size; at += STEP) {
    hash.update(new Uint8Array(await blob.slice(at, at + STEP).arrayBuffer()));
  }
  return cidText(sha256Cid(CODEC_RAW, hash.digest()));
}
