import type { ImageType } from "../formats/ImageInfo.ts";

/** An image that is decoded. */
export interface CodecInput {
  /** The file, without metadata where these could be taken out. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it is, by its content. */
  readonly type: ImageType;
  /** How it is to be turned, as EXIF counts, from 1 to 8: the file no longer says it. */
  readonly orientation: number;
  /** In pixels, as it is to be shown after it was turned. */
  readonly width: number;
  /** In pixels, as it is to be shown after it was turned. */
  readonly height: number;
}

/**
 * Decodes an image, turns it, scales it, and puts what can be seen through on white.
 *
 * @returns gives it as a JPEG of a quality from 1 to 100; it is called several times
 */
export type ImageCodec = (input: CodecInput) => Promise<(quality: number) => Promise<Uint8Array>>;

/** More pixels are not decoded: they would take 256 MB of memory. */
export const MAX_PIXELS = 64_000_000;
