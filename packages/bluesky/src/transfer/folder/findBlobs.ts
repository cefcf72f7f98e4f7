import { type BlobRef, blobCid, isBlob, isLegacyBlob, type LegacyBlob } from "../../data/blob.ts";
import { isCid } from "../../syntax/cid.ts";

/** The blobs that a record refers to, wherever in it, in both of their forms. */
export function* findBlobs(value: unknown): Generator<{ readonly cid: string; readonly mimeType: string }> {
  // Not by recursion: how deep a record is, is up to who wrote it.
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const item = rest.pop();
    if (typeof item !== "object" || item === null || item instanceof Uint8Array) continue;
    const blob: BlobRef | LegacyBlob | undefined = isBlob(item) || isLegacyBlob(item) ? item : undefined;
    if (!blob) {
      for (const inner of Object.values(item)) rest.push(inner);
    } else if (isCid(blobCid(blob))) {
      yield { cid: blobCid(blob), mimeType: blob.mimeType };
    }
  }
}
