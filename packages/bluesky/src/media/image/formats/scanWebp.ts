import { cut, type ImageBytes, type ImageScan, textAt } from "./ImageScan.ts";
import { readOrientation } from "./readOrientation.ts";

/** What is shown, and the colour profile. */
const KEPT = /^(VP8[ LX]|ALPH|ANIM|ANMF|ICCP)$/;
/** Flags of `VP8X`: there is EXIF, there is XMP. */
const METADATA = 0x0c;
const ANIMATED = 0x02;

/**
 * Walks through the chunks of a WebP, and writes its head anew.
 *
 * @see https://developers.google.com/speed/webp/docs/riff_container
 */
export function scanWebp({ bytes, view }: ImageBytes): ImageScan {
  const head = bytes.slice(0, 12);
  const parts: Uint8Array[] = [head];
  const whole = 8 + view.getUint32(4, true);
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  let animated = false;
  let length = 4;
  for (let at = 12; at + 8 <= whole; ) {
    const body = view.getUint32(at + 4, true);
    cut(bytes, at, at + 8 + body);
    // An odd one is followed by a byte that is nothing.
    const end = at + 8 + body + (body % 2);
    let chunk = bytes.subarray(at, end);
    const name = textAt(chunk, 0, 4);
    if (name === "EXIF") orientation = readOrientation(chunk.subarray(8));
    if (name === "VP8X") {
      animated = (view.getUint8(at + 8) & ANIMATED) > 0;
      size = {
        width: 1 + (view.getUint32(at + 12, true) & 0xffffff),
        height: 1 + (view.getUint32(at + 14, true) >>> 8),
      };
      chunk = chunk.slice();
      chunk[8] = view.getUint8(at + 8) & ~METADATA;
    }
    if (name === "VP8 ") {
      size ??= { width: view.getUint16(at + 14, true) & 0x3fff, height: view.getUint16(at + 16, true) & 0x3fff };
    }
    if (name === "VP8L") {
      const packed = view.getUint32(at + 9, true);
      size ??= { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) };
    }
    if (KEPT.test(name)) {
      // The last one may lack it.
      parts.push(chunk, new Uint8Array(chunk.length % 2));
      length += chunk.length + (chunk.length % 2);
    }
    at = end;
  }
  cut(bytes, 0, whole);
  new DataView(head.buffer).setUint32(4, length, true);
  return { type: "image/webp", ...(size ?? { width: 0, height: 0 }), orientation, animated, parts };
}
