import { createRandom, type Random } from "../../random/createRandom.ts";
import { blend, type Canvas, type Color, createCanvas, paint, paintBelow, paintEllipse } from "./Canvas.ts";

/** What a landscape shows. */
export type Scene = "hills" | "sea" | "forest" | "city" | "meadow";

/** The light in which it is seen. */
export type Light = "dawn" | "day" | "dusk" | "night";

/** A landscape: the same description gives the same picture. */
export interface Landscape {
  scene: Scene;
  light: Light;
  width: number;
  height: number;
}

interface Palette {
  top: Color;
  horizon: Color;
  disc: Color;
  far: Color;
  near: Color;
  accent: Color;
}

const palettes: Record<Light, Palette> = {
  dawn: {
    top: [134, 154, 199],
    horizon: [255, 214, 186],
    disc: [255, 241, 208],
    far: [186, 164, 190],
    near: [74, 86, 112],
    accent: [235, 130, 110],
  },
  day: {
    top: [94, 166, 219],
    horizon: [219, 239, 247],
    disc: [255, 247, 214],
    far: [150, 190, 182],
    near: [46, 110, 84],
    accent: [242, 178, 61],
  },
  dusk: {
    top: [70, 58, 110],
    horizon: [246, 158, 108],
    disc: [255, 220, 150],
    far: [142, 92, 124],
    near: [44, 34, 66],
    accent: [255, 190, 92],
  },
  night: {
    top: [12, 18, 46],
    horizon: [44, 62, 108],
    disc: [238, 240, 224],
    far: [34, 48, 86],
    near: [10, 16, 34],
    accent: [255, 226, 140],
  },
};

/** Draws a flat landscape out of a sky, a sun or moon and what the scene asks for. */
export function drawLandscape(name: string, landscape: Landscape): Canvas {
  const { width, height, scene, light } = landscape;
  const random = createRandom(`landscape ${name}`);
  const palette = palettes[light];
  const canvas = createCanvas(width, height, palette.top);
  const horizon = height * (0.5 + random.next() * 0.15);
  paintSky(canvas, palette, horizon);
  if (light === "night") paintStars(canvas, palette, random, horizon);
  const size = Math.min(width, height) * (0.12 + random.next() * 0.08);
  const disc = { x: width * (0.2 + random.next() * 0.6), y: horizon * (0.35 + random.next() * 0.4) };
  paintEllipse(canvas, palette.disc, { ...disc, width: size, height: size });
  scenes[scene](canvas, palette, random, horizon);
  return canvas;
}

type Painter = (canvas: Canvas, palette: Palette, random: Random, horizon: number) => void;

const scenes: Record<Scene, Painter> = {
  hills: (canvas, palette, random, horizon) => {
    paintHills(canvas, palette, random, horizon, 5);
  },
  sea: (canvas, palette, random, horizon) => {
    paintHills(canvas, palette, random, horizon, 1);
    const { width, height } = canvas;
    const line = horizon + height * 0.04;
    paint(canvas, blend(palette.horizon, palette.near, 0.45), { top: line });
    for (let wave = 0; wave < 40; wave++) {
      const y = line + (height - line) * (wave / 40) ** 1.4;
      const left = width * random.next() * 0.9;
      const length = width * (0.04 + 0.2 * random.next());
      const color = random.chance(0.3) ? palette.disc : blend(palette.horizon, palette.near, 0.6);
      paint(canvas, color, { left, right: left + length, top: y, bottom: y + 1 + height * 0.006 });
    }
  },
  forest: (canvas, palette, random, horizon) => {
    paintHills(canvas, palette, random, horizon, 2);
    for (let row = 1; row <= 3; row++) {
      const foot = horizon + (canvas.height - horizon) * (row / 3);
      const color = blend(palette.far, palette.near, row / 3);
      for (let tree = 0; tree < 22; tree++) {
        const middle = canvas.width * random.next();
        const tall = canvas.height * (0.12 + 0.12 * random.next()) * (0.6 + row * 0.25);
        const half = tall * 0.28;
        paint(
          canvas,
          color,
          { left: middle - half, right: middle + half, top: foot - tall, bottom: foot },
          (x, y) => Math.abs(x - middle) <= (half * (y - foot + tall)) / tall,
        );
      }
      paint(canvas, color, { top: foot - 1 });
    }
  },
  city: (canvas, palette, random, horizon) => {
    const { width, height } = canvas;
    for (const depth of [0.35, 0.7, 1]) {
      const color = blend(palette.far, palette.near, depth);
      for (let left = 0; left < width; ) {
        const wide = width * (0.04 + 0.06 * random.next());
        const top = horizon + height * (0.28 * depth - 0.35 * random.next());
        paint(canvas, color, { left, right: left + wide, top });
        if (depth === 1) paintWindows(canvas, palette, random, { left, top, wide });
        left += wide;
      }
    }
  },
  meadow: (canvas, palette, random, horizon) => {
    paintHills(canvas, palette, random, horizon, 3);
    const bloom: Color[] = [palette.accent, palette.disc, [214, 84, 108], [240, 240, 250]];
    for (let flower = 0; flower < 90; flower++) {
      const depth = random.next();
      const size = canvas.height * (0.008 + 0.03 * depth);
      const color = bloom[random.between(0, bloom.length)] ?? palette.accent;
      const y = horizon + canvas.height * 0.1 + (canvas.height * 0.92 - horizon - canvas.height * 0.1) * depth;
      paintEllipse(canvas, color, { x: canvas.width * random.next(), y, width: size, height: size });
    }
  },
};

function paintSky(canvas: Canvas, palette: Palette, horizon: number): void {
  const bands = 9;
  for (let band = 0; band < bands; band++) {
    const color = blend(palette.top, palette.horizon, band / (bands - 1));
    const bottom = band === bands - 1 ? canvas.height : (horizon * (band + 1)) / bands;
    paint(canvas, color, { top: (horizon * band) / bands, bottom });
  }
}

function paintStars(canvas: Canvas, palette: Palette, random: Random, horizon: number): void {
  for (let star = 0; star < 70; star++) {
    const size = 1 + random.between(0, 3);
    const [left, top] = [canvas.width * random.next(), horizon * random.next() * 0.9];
    paint(canvas, palette.disc, { left, top, right: left + size, bottom: top + size });
  }
}

function paintHills(canvas: Canvas, palette: Palette, random: Random, horizon: number, layers: number): void {
  for (let layer = 0; layer < layers; layer++) {
    const near = layers === 1 ? 0 : layer / (layers - 1);
    const [slow, fast] = [1 + random.next() * 2, 4 + random.next() * 4];
    const [shift, other] = [random.next() * 7, random.next() * 7];
    const tall = canvas.height * (0.1 - 0.05 * near);
    const foot = horizon + (canvas.height - horizon) * near * 0.75;
    paintBelow(canvas, blend(palette.far, palette.near, near), (x) => {
      const turn = (x / canvas.width) * Math.PI;
      return foot - tall * (0.5 + 0.5 * Math.sin(turn * slow + shift) + 0.25 * Math.sin(turn * fast + other));
    });
  }
}

function paintWindows(
  canvas: Canvas,
  palette: Palette,
  random: Random,
  house: { left: number; top: number; wide: number },
): void {
  const step = canvas.width * 0.014;
  for (let y = house.top + step; y < canvas.height - step; y += step * 1.5) {
    for (let x = house.left + step * 0.6; x < house.left + house.wide - step; x += step) {
      if (!random.chance(0.3)) continue;
      paint(canvas, palette.accent, { left: x, right: x + step / 2, top: y, bottom: y + step * 0.7 });
    }
  }
}
