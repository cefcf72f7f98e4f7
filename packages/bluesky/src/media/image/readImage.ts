import type { Media } from "../model/Media.ts";
import { mediaError } from "../model/MediaError.ts";
import { readMedia } from "../model/readMedia.ts";

/** No more is read of an image. */
const MAX_INPUT = 64 * 1024 * 1024;

/** The bytes of an image. */
export function readImage(data: Media, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const tooLarge = (): Error =>
    mediaError("image_too_large", `expected an image of at most ${MAX_INPUT} bytes, got more`);
  return readMedia(data, { limit: MAX_INPUT, tooLarge, signal });
}
