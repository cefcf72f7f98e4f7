import { crc32, deflateSync } from "node:zlib";
import type { Canvas } from "./Canvas.ts";

const signature = /*#__PURE__*/ Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const indexedColor = 3;

/**
 * Encodes a picture as PNG with a palette, 4 bits a point where 16 colours are enough.
 *
 * @see https://www.w3.org/TR/png-3/
 */
export function encodePng(canvas: Canvas): Uint8Array<ArrayBuffer> {
  const { width, height, colors, pixels } = canvas;
  const depth = colors.length <= 16 ? 4 : 8;
  const stride = Math.ceil((width * depth) / 8) + 1; // Each line begins with the number of its filter: 0, none.
  const lines = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const line = pixels.subarray(y * width, (y + 1) * width);
    if (depth === 8) lines.set(line, y * stride + 1);
    else for (let x = 0; x < width; x += 2) lines[y * stride + 1 + x / 2] = ((line[x] ?? 0) << 4) | (line[x + 1] ?? 0);
  }

  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, indexedColor, 0, 0, 0], 8);
  return join([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from(colors.flat())),
    chunk("IDAT", deflateSync(lines, { level: 6 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = join([new TextEncoder().encode(type), data]);
  const ends = new DataView(new ArrayBuffer(8));
  ends.setUint32(0, data.length);
  ends.setUint32(4, crc32(body));
  return join([new Uint8Array(ends.buffer, 0, 4), body, new Uint8Array(ends.buffer, 4, 4)]);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
