import { cut, type ImageBytes, type ImageScan, textAt } from "./ImageScan.ts";

/** A box: what it is, and where its body lies. */
interface Box {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Looks into an AVIF or HEIC. Its metadata are items among others, which cannot be taken out without writing its tables anew: one
 * that has such has to be decoded, and so has HEIC.
 *
 * @see https://aomediacodec.github.io/av1-avif/
 */
export function scanHeif(file: ImageBytes): ImageScan {
  const { bytes, view } = file;
  const boxes = [...readBoxes(file, 0, bytes.length)];
  const brands = textAt(bytes, 8, Math.min(view.getUint32(0), 256) - 8);
  const type = /avi[fs]/.test(brands) ? "image/avif" : "image/heic";
  let [width, height] = [0, 0];
  let isTurned = false;
  let isClean = type === "image/avif" && boxes.every(({ name }) => ["ftyp", "meta", "mdat"].includes(name));
  for (const box of within(file, boxes, "meta", 4)) {
    // The whole picture is larger than its tiles and its thumbnail.
    for (const { name, from } of within(file, [...within(file, [box], "iprp", 0)], "ipco", 0)) {
      if (name === "irot") isTurned = view.getUint8(from) % 2 === 1;
      if (name === "ispe" && view.getUint32(from + 4) * view.getUint32(from + 8) > width * height) {
        [width, height] = [view.getUint32(from + 4), view.getUint32(from + 8)];
      }
    }
    const counted = view.getUint8(box.from) ? 8 : 6;
    for (const { from } of within(file, [box], "iinf", counted)) {
      const kind = textAt(bytes, from + (view.getUint8(from) > 2 ? 10 : 8), 4);
      if (kind === "Exif" || kind === "mime") isClean = false;
    }
  }
  const size = isTurned ? { width: height, height: width } : { width, height };
  const animated = /^(avis|hevc|msf1)/.test(brands);
  return { type, ...size, orientation: 1, animated, parts: isClean ? [bytes] : undefined };
}

/** The boxes within those of a name, after what stands before them. */
function* within(file: ImageBytes, boxes: readonly Box[], wanted: string, head: number): Iterable<Box> {
  for (const { name, from, to } of boxes) if (name === wanted) yield* readBoxes(file, from + head, to);
}

function* readBoxes({ bytes, view }: ImageBytes, from: number, to: number): Iterable<Box> {
  for (let at = from; at < to; ) {
    const short = view.getUint32(at);
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short || to - at;
    if (size < 8) throw new RangeError("a box is damaged");
    cut(bytes, at, at + size);
    yield { name: textAt(bytes, at + 4, 4), from: at + (short === 1 ? 16 : 8), to: at + size };
    at += size;
  }
}
