import { type ImageCodec, MAX_PIXELS } from "./ImageCodec.ts";

/** What is used of an image of `sharp`. */
export interface SharpImage {
  /** Mirrors it, from above to below. */
  flip(isFlipped: boolean): SharpImage;
  /** Turns it, after it was mirrored. */
  rotate(degrees: number): SharpImage;
  /** Puts it on a colour. */
  flatten(options: { background: string }): SharpImage;
  /** Scales it. */
  resize(width: number, height: number, options: { fit: "fill" }): SharpImage;
  /** Says in which colours it is given. */
  toColourspace(name: "srgb"): SharpImage;
  /** Gives pixels. */
  raw(): SharpImage;
  /** Gives a JPEG. */
  jpeg(options: { quality: number }): SharpImage;
  /** Runs it. */
  toBuffer(): Promise<Uint8Array>;
}

/** The library `sharp`, which is its default export. */
export type Sharp = (bytes: Uint8Array, options: { limitInputPixels: number } | { raw: RawSize }) => SharpImage;

/** How raw pixels lie. */
export interface RawSize {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** How many values a pixel has. */
  readonly channels: 1 | 2 | 3 | 4;
}

/** By orientation, from 1: how far it is turned. */
const DEGREES = [0, 180, 180, 0, 90, 90, 270, 270];
/** The orientations that are mirrored before. */
const MIRRORED = [2, 4, 5, 7];

/**
 * Decodes and encodes by the library `sharp`. It is used by itself on Node where the program has `sharp` installed; give it where it is
 * not found.
 *
 * @param sharp the library, from version 0.33.5
 * @example
 * ```ts
 * import sharp from "sharp";
 * const codec = sharpCodec(sharp);
 * ```
 */
export function sharpCodec(sharp: Sharp): ImageCodec {
  return async ({ bytes, orientation, width, height }) => {
    const decoded = sharp(bytes, { limitInputPixels: MAX_PIXELS }).flatten({ background: "#fff" });
    const turned = decoded.flip(MIRRORED.includes(orientation)).rotate(DEGREES[orientation - 1] ?? 0);
    const pixels = await turned.resize(width, height, { fit: "fill" }).toColourspace("srgb").raw().toBuffer();
    // Grey ones have one channel.
    const channels = (pixels.length / (width * height)) as RawSize["channels"];
    return (quality) => sharp(pixels, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
  };
}
