import type { Media } from "../model/Media.ts";
import type { ImageInfo } from "./formats/ImageInfo.ts";
import { scanImage } from "./formats/scanImage.ts";
import { readImage } from "./readImage.ts";

/**
 * Says what an image is, without decoding it: by its content, whatever its name or type says. What is damaged or cut off is refused.
 *
 * @throws {MediaError} `unreadable_media`, `image_too_large` from 64 MiB
 * @throws {InvalidOptionError}
 * @example
 * ```ts
 * const { type, width, height, animated } = await inspectImage(file);
 * ```
 */
export async function inspectImage(
  data: Media,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ImageInfo> {
  const bytes = await readImage(data, options.signal);
  const { parts: _, ...info } = scanImage(bytes);
  return { ...info, bytes: bytes.length };
}
