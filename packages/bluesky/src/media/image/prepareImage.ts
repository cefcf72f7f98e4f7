import { abortable } from "../../platform/abort/abortable.ts";
import type { Media } from "../model/Media.ts";
import { mediaError } from "../model/MediaError.ts";
import { joinBytes } from "../model/readMedia.ts";
import { findCodec } from "./codec/findCodec.ts";
import { type CodecInput, type ImageCodec, MAX_PIXELS } from "./codec/ImageCodec.ts";
import type { ImageType } from "./formats/ImageInfo.ts";
import type { ImageScan } from "./formats/ImageScan.ts";
import { scanImage } from "./formats/scanImage.ts";
import type { ImageLimits } from "./ImageLimits.ts";
import type { PrepareImageOptions } from "./PrepareImageOptions.ts";
import { readImage } from "./readImage.ts";

/** An image as it can be uploaded: as it is shown, without metadata, within limits. */
export interface PreparedImage {
  /** The file, without metadata. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it is: what was given, or JPEG. */
  readonly type: ImageType;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
}

/**
 * Makes an image ready to be uploaded. EXIF, GPS, XMP, comments, thumbnails and whatever follows the end are taken out; the colour
 * profile stays. It is decoded, and made a JPEG, only where it has to be: it has more bytes or pixels than may be, it is of a type that
 * is not taken, it lies on its side, or it is an AVIF with metadata.
 *
 * @param limits `postImageLimits`, `avatarLimits`, `bannerLimits`, `thumbLimits`, or others
 * @throws {MediaError} `unreadable_media`; `image_unsupported` if it moves; `image_too_large` if it would take more than 64,000,000
 *   pixels to decode; `codec_missing`
 * @throws {InvalidOptionError}
 * @example
 * ```ts
 * const { bytes, type } = await prepareImage(file, avatarLimits);
 * ```
 */
export async function prepareImage(
  data: Media,
  limits: ImageLimits,
  options: PrepareImageOptions & { readonly signal?: AbortSignal | undefined } = {},
): Promise<PreparedImage> {
  const { codec, animated, allowUnturned, signal } = options;
  const given = await readImage(data, signal);
  const scan = scanImage(given);
  const { type, width, height, orientation } = scan;
  if (scan.animated && animated !== "keep") {
    const help = '`video` shows it as it is; `animated: "keep"` sends it, and its first picture is shown';
    throw mediaError("image_unsupported", `expected a picture that does not move, got an animated ${type}: ${help}`);
  }
  const clean = scan.parts && joinBytes(scan.parts);
  const fits = clean && limits.types.includes(type) && clean.length <= limits.maxBytes;
  const isWithin = Math.max(width, height) <= limits.maxSize;
  if (fits && isWithin && orientation === 1) return { bytes: clean, type, width, height };
  const found = codec ?? findCodec();
  if (found) return abortable(encode(found, clean ?? given, scan, limits), signal);
  // As it lies.
  if (fits && isWithin && allowUnturned) {
    return { bytes: clean, type, ...(orientation > 4 ? { width: height, height: width } : { width, height }) };
  }
  const why = fits && isWithin ? `its orientation is ${orientation}` : explain(scan, given.length, limits);
  const help = "install `sharp` on Node, or give a `codec`";
  throw mediaError("codec_missing", `the image has to be decoded, because ${why}, and nothing here can: ${help}`);
}

function explain({ type, width, height, parts }: ImageScan, bytes: number, limits: ImageLimits): string {
  if (!limits.types.includes(type)) return `${type} is not taken`;
  if (!parts) return `there are metadata in the ${type}`;
  const { maxBytes, maxSize } = limits;
  return `it has ${width} x ${height} pixels and ${bytes} bytes, and ${maxSize} pixels and ${maxBytes} bytes are allowed`;
}

/** How well a JPEG is to look, from best to worst. */
const [BEST, WORST] = [92, 45];

/** The best JPEG that the limits allow: of all its pixels, or of fewer where even the worst has too many bytes. */
async function encode(
  codec: ImageCodec,
  bytes: Uint8Array,
  { type, orientation, width, height }: ImageScan,
  { maxBytes, maxSize }: ImageLimits,
): Promise<PreparedImage> {
  if (width * height > MAX_PIXELS) {
    throw mediaError("image_too_large", `expected at most ${MAX_PIXELS} pixels to decode, got ${width} x ${height}`);
  }
  let scale = Math.min(1, maxSize / Math.max(width, height));
  for (let attempt = 0; attempt < 5; attempt++, scale *= 0.8) {
    const size = { width: toPixels(width * scale), height: toPixels(height * scale) };
    // A codec may keep what it is given.
    const jpeg = await bestOf(
      await decode(codec, { bytes: new Uint8Array(bytes), type, orientation, ...size }),
      maxBytes,
    );
    if (jpeg) return { bytes: jpeg, type: "image/jpeg", ...size };
  }
  throw mediaError("image_too_large", `expected an image that fits into ${maxBytes} bytes, and it does not`);
}

async function decode(codec: ImageCodec, input: CodecInput): Promise<(quality: number) => Promise<Uint8Array>> {
  try {
    return await codec(input);
  } catch (cause) {
    const code = input.type === "image/heic" ? "image_unsupported" : "unreadable_media";
    throw mediaError(code, `expected an image that can be decoded here, got ${input.type}`, { cause });
  }
}

/** The best quality whose bytes are few enough, found by halves. */
async function bestOf(
  encodeAs: (quality: number) => Promise<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let best: Uint8Array<ArrayBuffer> | undefined;
  let [low, high, quality] = [WORST, BEST, BEST];
  while (low <= high) {
    // Codecs write about themselves too.
    const jpeg = joinBytes(scanImage(await encodeAs(quality)).parts ?? []);
    if (jpeg.length <= maxBytes) [best, low] = [jpeg, quality + 1];
    else high = quality - 1;
    quality = (low + high) >> 1;
  }
  return best;
}

function toPixels(size: number): number {
  return Math.max(1, Math.round(size));
}
