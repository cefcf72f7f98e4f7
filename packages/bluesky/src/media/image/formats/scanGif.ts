import { cut, type ImageBytes, type ImageScan, textAt } from "./ImageScan.ts";

/** How often it is repeated, and its colour profile. */
const KEPT = /^(NETSCAPE2\.0|ANIMEXTS1\.0|ICCRGBG1012)$/;

/**
 * Walks through the blocks of a GIF: comments, XMP and other extensions are left out.
 *
 * @see https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
export function scanGif({ bytes, view }: ImageBytes): ImageScan {
  let at = 13 + tableSize(view.getUint8(10));
  const parts = [cut(bytes, 0, at)];
  let pictures = 0;
  for (;;) {
    const start = at;
    const kind = view.getUint8(at);
    if (kind === 0x3b) break;
    if (kind !== 0x21 && kind !== 0x2c) throw new RangeError("a block is damaged");
    const label = kind === 0x2c ? 0 : view.getUint8(at + 1);
    const name = label === 0xff ? textAt(bytes, at + 3, 11) : "";
    if (kind === 0x2c) pictures++;
    at += kind === 0x2c ? 11 + tableSize(view.getUint8(at + 9)) : 2;
    // Blocks of up to 255 bytes, each after its length, and one of none.
    while (view.getUint8(at) > 0) at += 1 + view.getUint8(at);
    at += 1;
    const block = cut(bytes, start, at);
    if (kind === 0x2c || label === 0xf9 || KEPT.test(name)) parts.push(block);
  }
  if (pictures === 0) throw new RangeError("it has no picture");
  parts.push(bytes.subarray(at, at + 1));
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  return { type: "image/gif", width, height, orientation: 1, animated: pictures > 1, parts };
}

/** How many bytes a table of colours takes, by the flags that stand before it. */
function tableSize(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}
