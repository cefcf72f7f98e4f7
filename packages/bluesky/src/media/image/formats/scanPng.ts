import { cut, type ImageBytes, type ImageScan, textAt } from "./ImageScan.ts";
import { readOrientation } from "./readOrientation.ts";

/** What is shown, and how its colours are meant. */
const KEPT = /^(IHDR|PLTE|IDAT|IEND|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDC[Vv]|cLL[Ii]|bKGD|pHYs|acTL|fcTL|fdAT)$/;

/**
 * Walks through the chunks of a PNG.
 *
 * @see https://www.w3.org/TR/png-3/
 */
export function scanPng({ bytes, view }: ImageBytes): ImageScan {
  const parts = [bytes.subarray(0, 8)];
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const seen = new Set<string>();
  let orientation = 1;
  for (let at = 8; !seen.has("IEND"); ) {
    const end = at + 12 + view.getUint32(at);
    const chunk = cut(bytes, at, end);
    const name = textAt(chunk, 4, 4);
    seen.add(name);
    if (name === "eXIf") orientation = readOrientation(chunk.subarray(8));
    if (KEPT.test(name)) parts.push(chunk);
    at = end;
  }
  if (!seen.has("IHDR") || !seen.has("IDAT")) throw new RangeError("it has no picture");
  return { type: "image/png", width, height, orientation, animated: seen.has("acTL"), parts };
}
