import type { ImageInfo } from "./ImageInfo.ts";

/** What a walk through an image's structure finds. Sizes are those of the picture as it is stored. */
export interface ImageScan extends Omit<ImageInfo, "bytes"> {
  /**
   * The file without what tells of its maker, and without what follows its end. None where that is not to be had without decoding it.
   */
  readonly parts?: readonly Uint8Array[] | undefined;
}

/** The bytes of an image, and a view of them. What is read beyond their end is a `RangeError`. */
export interface ImageBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Bytes as text, one character each. */
export function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** Bytes up to a place that must be there. */
export function cut(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (to > bytes.length) throw new RangeError("it is cut off");
  return bytes.subarray(from, to);
}
