import { createRandom } from "../../random/createRandom.ts";
import { blend, type Canvas, type Color, createCanvas, paint, paintBelow, paintEllipse } from "./Canvas.ts";

/** What is known about a face; the rest is chosen by name. */
export interface Look {
  /** From light to dark: 0 to 4. */
  skin: number;
  /** Black, brown, blond, grey, red: 0 to 4. */
  hair: number;
  long?: boolean;
  glasses?: boolean;
}

const size = 256;
const backgrounds: Color[] = [
  [246, 201, 122],
  [142, 202, 230],
  [181, 214, 167],
  [244, 172, 156],
  [199, 179, 229],
  [250, 227, 150],
  [152, 212, 200],
  [236, 180, 205],
];
const skins: Color[] = [
  [255, 224, 196],
  [241, 194, 150],
  [206, 150, 106],
  [158, 104, 70],
  [110, 70, 50],
];
const hairs: Color[] = [
  [38, 28, 30],
  [92, 58, 38],
  [168, 108, 52],
  [206, 206, 204],
  [150, 60, 44],
];
const shirts: Color[] = [
  [48, 90, 140],
  [176, 62, 74],
  [58, 120, 92],
  [88, 66, 120],
  [230, 226, 214],
  [210, 122, 48],
];

/** Draws a portrait of 256 by 256 points, or a machine's; the same name gives the same picture. */
export function drawAvatar(name: string, look: Look | "machine"): Canvas {
  const random = createRandom(`avatar ${name}`);
  const pick = (colors: Color[]): Color => colors[random.between(0, colors.length)] ?? [0, 0, 0];
  const background = pick(backgrounds);
  const canvas = createCanvas(size, size, background);
  const middle = size / 2;
  paintEllipse(canvas, blend(background, [255, 255, 255], 0.35), { x: middle, y: middle, width: 216, height: 216 });
  const shirt = pick(shirts);
  if (look === "machine") {
    const shell: Color = [120, 134, 148];
    paint(canvas, shell, { left: 68, right: 188, top: 84, bottom: 188 });
    paint(canvas, shell, { left: 124, right: 132, top: 52, bottom: 84 });
    paintEllipse(canvas, shirt, { x: middle, y: 50, width: 22, height: 22 });
    paint(canvas, [26, 32, 44], { left: 84, right: 172, top: 100, bottom: 150 });
    for (const x of [106, 150]) paintEllipse(canvas, [140, 240, 210], { x, y: 125, width: 24, height: 24 });
    paint(canvas, [60, 70, 84], { left: 100, right: 156, top: 164, bottom: 172 });
    return canvas;
  }

  const skin = skins[look.skin] ?? pick(skins);
  const hair = hairs[look.hair] ?? pick(hairs);
  const wide = 92 + random.between(0, 14);
  if (look.long) paintEllipse(canvas, hair, { x: middle, y: 132, width: wide + 40, height: 172 });
  paintBelow(canvas, shirt, (x) => 196 + ((x - middle) / 14) ** 2 * 0.9);
  paint(canvas, blend(skin, [0, 0, 0], 0.14), { left: middle - 18, right: middle + 18, top: 160, bottom: 206 });
  paintEllipse(canvas, skin, { x: middle, y: 122, width: wide, height: 116 });
  // The fringe: the upper part of a larger ellipse.
  const fringe = 96 + random.between(-6, 14);
  paint(
    canvas,
    hair,
    { top: 40, bottom: fringe },
    (x, y) => ((x - middle) / (wide / 2 + 6)) ** 2 + ((y - 118) / 66) ** 2 <= 1,
  );
  for (const x of [middle - 20, middle + 20]) {
    paintEllipse(canvas, [34, 28, 34], { x, y: 124, width: 10, height: 12 });
    paintEllipse(canvas, blend(skin, [230, 90, 90], 0.3), {
      x: x + Math.sign(x - middle) * 8,
      y: 146,
      width: 18,
      height: 12,
    });
  }
  const smile = 12 + random.between(0, 10);
  paint(
    canvas,
    [142, 56, 56],
    { left: middle - smile, right: middle + smile, top: 148, bottom: 172 },
    (x, y) => Math.abs(y - 158 + ((x - middle) / smile) ** 2 * 7) < 2.6,
  );
  if (look.glasses) {
    for (const x of [middle - 20, middle + 20]) {
      paint(canvas, [40, 40, 52], { left: x - 18, right: x + 18, top: 106, bottom: 142 }, (px, py) => {
        const from = Math.hypot(px - x, py - 124);
        return from > 13 && from < 16.5;
      });
    }
    paint(canvas, [40, 40, 52], { left: middle - 5, right: middle + 5, top: 122, bottom: 125 });
  }
  return canvas;
}
