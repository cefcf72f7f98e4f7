import type { BlobRef } from "../../data/blob.ts";
import { cidForBlob } from "../../data/cidFor.ts";
import { uploadBlob } from "../../lexicons/com/atproto/repo/uploadBlob.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { AttachContext } from "./Attachment.ts";

/** A file as it is uploaded. */
export interface BlobData {
  readonly bytes: Uint8Array;
  /** Its media type. */
  readonly type: string;
}

/** Uploads bytes as they are. The same bytes are the same blob, however often they are sent. */
export async function sendBlob(client: ClientLike, { bytes, type }: BlobData, options: CallOptions): Promise<BlobRef> {
  const { blob } = await uploadBlob(client, bytes, { ...options, encoding: type, idempotent: true });
  return blob;
}

/** Uploads bytes for a post; in a dry run they have the CID that they would have. */
export function attachBlob(
  client: ClientLike,
  data: BlobData,
  { left, dryRun }: Pick<AttachContext, "left" | "dryRun">,
): Promise<BlobRef> {
  return dryRun ? toBlobRef(data) : sendBlob(client, data, left());
}

/** What an upload of these bytes would give. */
export async function toBlobRef({ bytes, type }: BlobData): Promise<BlobRef> {
  return { $type: "blob", ref: { $link: await cidForBlob(bytes) }, mimeType: type, size: bytes.length };
}
