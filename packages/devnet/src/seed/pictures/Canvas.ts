/** Red, green and blue, 0 to 255 each. */
export type Color = readonly [red: number, green: number, blue: number];

/** A picture of at most 256 colours: each byte of `pixels` is an index into `colors`. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly colors: Color[];
  readonly pixels: Uint8Array;
}

/** An empty picture, filled with one colour. */
export function createCanvas(width: number, height: number, background: Color): Canvas {
  return { width, height, colors: [background], pixels: new Uint8Array(width * height) };
}

/** Colours the points of a box (all of it by default) for which `inside` holds. */
export function paint(
  canvas: Canvas,
  color: Color,
  box: { left?: number; top?: number; right?: number; bottom?: number },
  inside?: (x: number, y: number) => boolean,
): void {
  const ink = inkFor(canvas, color);
  const left = Math.max(0, Math.floor(box.left ?? 0));
  const right = Math.min(canvas.width, Math.ceil(box.right ?? canvas.width));
  const top = Math.max(0, Math.floor(box.top ?? 0));
  const bottom = Math.min(canvas.height, Math.ceil(box.bottom ?? canvas.height));
  if (left >= right) return;
  for (let y = top; y < bottom; y++) {
    const line = y * canvas.width;
    if (inside === undefined) canvas.pixels.fill(ink, line + left, line + right);
    else for (let x = left; x < right; x++) if (inside(x, y)) canvas.pixels[line + x] = ink;
  }
}

/** Draws a filled ellipse. */
export function paintEllipse(
  canvas: Canvas,
  color: Color,
  ellipse: { x: number; y: number; width: number; height: number },
): void {
  const { x: centerX, y: centerY } = ellipse;
  const [radiusX, radiusY] = [ellipse.width / 2, ellipse.height / 2];
  paint(
    canvas,
    color,
    { left: centerX - radiusX, right: centerX + radiusX, top: centerY - radiusY, bottom: centerY + radiusY },
    (x, y) => ((x + 0.5 - centerX) / radiusX) ** 2 + ((y + 0.5 - centerY) / radiusY) ** 2 <= 1,
  );
}

/** Colours all that is below a line. */
export function paintBelow(canvas: Canvas, color: Color, line: (x: number) => number): void {
  const heights = Float64Array.from({ length: canvas.width }, (_, x) => line(x));
  const top = heights.reduce((highest, y) => Math.min(highest, y), canvas.height);
  paint(canvas, color, { top }, (x, y) => y >= (heights[x] ?? 0));
}

/** A colour between two others: 0 is the first, 1 the second. */
export function blend(from: Color, to: Color, part: number): Color {
  const mix = (a: number, b: number) => Math.round(a + (b - a) * part);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

function inkFor(canvas: Canvas, color: Color): number {
  const known = canvas.colors.findIndex((other) => other.every((part, index) => part === color[index]));
  if (known >= 0) return known;
  if (canvas.colors.length === 256) throw new RangeError("a picture has at most 256 colours");
  return canvas.colors.push(color) - 1;
}
