import { cut, type ImageBytes, type ImageScan, textAt } from "./ImageScan.ts";
import { readOrientation } from "./readOrientation.ts";

/**
 * Walks through the segments of a JPEG. Kept are what a decoder needs, the colour profile, and what says how colours are stored
 * (Adobe's, for CMYK); of JFIF, its head without the thumbnail.
 *
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf
 */
export function scanJpeg({ bytes, view }: ImageBytes): ImageScan {
  const parts = [bytes.subarray(0, 2)];
  let size = { width: 0, height: 0 };
  let orientation = 0;
  let at = 2;
  for (;;) {
    // Any number of these may fill up.
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at++;
    if (view.getUint8(at) !== 0xff) throw new RangeError("a segment is damaged");
    const marker = view.getUint8(at + 1);
    if (marker === 0xd9) break;
    const end = at + 2 + view.getUint16(at + 2);
    const segment = cut(bytes, at, end);
    const name = textAt(segment, 4, 12);
    if (isFrame(marker)) size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xe1 && name.startsWith("Exif\0")) orientation ||= readOrientation(segment.subarray(10));
    if (marker === 0xe0 && name.startsWith("JFIF\0")) parts.push(jfif(segment));
    else if (isKept(marker, name, segment.length)) parts.push(segment);
    at = end;
    if (marker === 0xda) {
      at = endOfScan(bytes, end);
      parts.push(bytes.subarray(end, at));
    }
  }
  parts.push(cut(bytes, at, at + 2));
  return { type: "image/jpeg", ...size, orientation: orientation || 1, animated: false, parts };
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isKept(marker: number, name: string, length: number): boolean {
  if (marker === 0xe2) return name === "ICC_PROFILE\0";
  if (marker === 0xee) return name.startsWith("Adobe") && length === 16;
  return marker >= 0xc0 && marker <= 0xdf;
}

/** The head of JFIF with a thumbnail of no size. */
function jfif(segment: Uint8Array): Uint8Array {
  const head = new Uint8Array(18);
  head.set(segment.subarray(0, 16));
  head.set([0, 16], 2);
  return head;
}

/** Where the next segment begins after data, in which 0xff is followed by 0 or by one of eight marks. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    const next = at < 0 ? undefined : bytes[at + 1];
    if (next === undefined) throw new RangeError("it is cut off");
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
}
