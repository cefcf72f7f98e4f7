import type { BlobRef } from "../../data/blob.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { Media } from "../model/Media.ts";
import { sendBlob } from "../model/sendBlob.ts";
import { type ImageLimits, postImageLimits } from "./ImageLimits.ts";
import type { PrepareImageOptions } from "./PrepareImageOptions.ts";
import { prepareImage } from "./prepareImage.ts";

/** Options of {@link uploadImage}. */
export interface UploadImageOptions extends CallOptions, PrepareImageOptions {
  /** What it is for. @default postImageLimits */
  readonly limits?: ImageLimits | undefined;
}

/**
 * Makes an image ready as `prepareImage` does, and uploads it: for a list's picture, a thumbnail, a record of your own. The server
 * deletes it when no record refers to it soon.
 *
 * @throws {unknown} the same errors as `prepareImage`
 * @throws {CallError}
 * @example
 * ```ts
 * const avatar = await uploadImage(client, file, { limits: avatarLimits });
 * await update(client, List, uri, (list) => ({ ...list, avatar }));
 * ```
 */
export async function uploadImage(client: ClientLike, data: Media, options: UploadImageOptions = {}): Promise<BlobRef> {
  const { limits = postImageLimits, codec, animated, allowUnturned, ...call } = options;
  const { bytes, type } = await prepareImage(data, limits, { codec, animated, allowUnturned, signal: call.signal });
  return sendBlob(client, { bytes, type }, call);
}
