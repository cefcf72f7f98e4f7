import { mediaError } from "../../model/MediaError.ts";
import { type ImageBytes, type ImageScan, textAt } from "./ImageScan.ts";
import { scanGif } from "./scanGif.ts";
import { scanHeif } from "./scanHeif.ts";
import { scanJpeg } from "./scanJpeg.ts";
import { scanPng } from "./scanPng.ts";
import { scanWebp } from "./scanWebp.ts";

/** By how files begin. */
const FORMATS: readonly (readonly [RegExp, (file: ImageBytes) => ImageScan])[] = [
  [/^\xff\xd8\xff/, scanJpeg],
  [/^\x89PNG\r\n/, scanPng],
  [/^RIFF.{4}WEBP/s, scanWebp],
  [/^GIF8[79]a/, scanGif],
  [/^.{4}ftyp(?:.{4})*?(?:avif|avis|hei[cxms]|hev[cx]|mif1|msf1)/s, scanHeif],
];

/**
 * Finds out what an image is, by its content alone. Its sizes are those as it is shown.
 *
 * @throws {MediaError} `unreadable_media`
 */
export function scanImage(given: Uint8Array): ImageScan {
  // A `Buffer` of Node does not copy where it should.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = textAt(bytes, 0, 64);
  const scan = FORMATS.find(([pattern]) => pattern.test(start))?.[1];
  if (!scan) {
    throw mediaError(
      "unreadable_media",
      `expected an image (JPEG, PNG, WebP, GIF, AVIF, HEIC), got ${describe(bytes)}`,
    );
  }
  try {
    const found = scan({ bytes, view });
    const { width, height, orientation } = found;
    if (!width || !height) throw new RangeError("it says no size");
    // From 5 on, it lies on its side.
    return orientation > 4 ? { ...found, width: height, height: width } : found;
  } catch (cause) {
    const why = `expected a whole image, got one of ${bytes.length} bytes that is damaged or cut off`;
    throw mediaError("unreadable_media", why, { cause });
  }
}

function describe(bytes: Uint8Array): string {
  const head = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return bytes.length === 0 ? "no bytes" : `${bytes.length} bytes that begin with ${head}`;
}
