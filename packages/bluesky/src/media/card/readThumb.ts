import { thumbLimits } from "../image/ImageLimits.ts";
import { mediaError } from "../model/MediaError.ts";
import type { FetchedPage } from "./guard/fetchPage.ts";
import type { CardImage } from "./PageCard.ts";

/** The first bytes of the images that servers take, as Latin-1. */
const IMAGES: readonly (readonly [pattern: RegExp, mimeType: string])[] = [
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^\x89PNG\r\n/, "image/png"],
  [/^GIF8[79]a/, "image/gif"],
  [/^RIFF....WEBP/s, "image/webp"],
];

/**
 * Makes an image of a card of what was read. What it is is told by its first bytes: what a server says of it is not believed.
 *
 * @throws {MediaError} `card_failed` where it is too large, or no image that servers take
 */
export function readThumb({ bytes, isCut, url }: FetchedPage, alt: string | undefined): CardImage {
  const from = `the image from ${url.origin} was left out`;
  if (isCut) throw mediaError("card_failed", `${from}: expected at most ${thumbLimits.maxBytes} bytes, got more`);
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  const mimeType = IMAGES.find(([pattern]) => pattern.test(start))?.[1];
  if (!mimeType) throw mediaError("card_failed", `${from}: expected JPEG, PNG, WebP or GIF, got something else`);
  return { data: bytes, mimeType, url: url.href, ...(alt && { alt }) };
}
