import sharp from "sharp";

/** The colours of the four corners of a picture, as it is shown: above left and right, below left and right. */
export const CORNERS: readonly (readonly [number, number, number])[] = [
  [220, 40, 40],
  [40, 170, 60],
  [40, 70, 200],
  [240, 200, 40],
];

/** Where a pixel of the picture as it is shown lies in the picture as it is stored, by orientation. */
const STORED: readonly ((x: number, y: number, width: number, height: number) => readonly [number, number])[] = [
  (x, y) => [x, y],
  (x, y, width) => [width - 1 - x, y],
  (x, y, width, height) => [width - 1 - x, height - 1 - y],
  (x, y, _, height) => [x, height - 1 - y],
  (x, y) => [y, x],
  (x, y, width) => [y, width - 1 - x],
  (x, y, width, height) => [height - 1 - y, width - 1 - x],
  (x, y, _, height) => [height - 1 - y, x],
];

/** Paints a picture with four coloured corners, as it is stored under an orientation. */
export function paint(width: number, height: number, orientation = 1): sharp.Sharp {
  const [storedWidth, storedHeight] = orientation > 4 ? [height, width] : [width, height];
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const corner = CORNERS[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? [0, 0, 0];
      const [storedX, storedY] = STORED[orientation - 1]?.(x, y, width, height) ?? [x, y];
      pixels.set(corner, (storedY * storedWidth + storedX) * 3);
    }
  }
  return sharp(pixels, { raw: { width: storedWidth, height: storedHeight, channels: 3 } });
}

/** Which of the four colours each corner is most like, where nothing turns the picture; and how far it is from it at most. */
export async function look(
  bytes: Uint8Array,
): Promise<{ corners: number[]; width: number; height: number; off: number }> {
  const image = sharp(bytes).flatten({ background: "#fff" }).toColourspace("srgb").raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  let off = 0;
  const corners = [0, 1, 2, 3].map((corner) => {
    const x = Math.floor(((corner % 2) * 0.5 + 0.25) * width);
    const y = Math.floor(((corner >> 1) * 0.5 + 0.25) * height);
    const at = (y * width + x) * channels;
    const distances = CORNERS.map((colour) => Math.hypot(...colour.map((value, i) => value - (data[at + i] ?? 0))));
    const least = Math.min(...distances);
    off = Math.max(off, least);
    return distances.indexOf(least);
  });
  return { corners, width, height, off };
}
