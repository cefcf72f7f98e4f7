import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";
import { createRandom } from "../../random/createRandom.ts";
import { type Canvas, type Color, createCanvas } from "./Canvas.ts";
import { drawAvatar } from "./drawAvatar.ts";
import { drawLandscape } from "./drawLandscape.ts";
import { encodePng } from "./encodePng.ts";

function decode(png: Uint8Array): Canvas {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  assert.equal(Buffer.from(png.subarray(0, 8)).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const chunks: { type: string; data: Uint8Array }[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const data = png.subarray(at + 8, at + 8 + length);
    assert.equal(view.getUint32(at + 8 + length), crc32(png.subarray(at + 4, at + 8 + length)));
    chunks.push({ type: Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1"), data });
    at += length + 12;
  }
  const [header, palette, image, end] = chunks;
  assert.deepEqual(
    chunks.map(({ type }) => type),
    ["IHDR", "PLTE", "IDAT", "IEND"],
  );
  assert.ok(header && palette && image && end);
  const { buffer, byteOffset } = header.data;
  const size = new DataView(buffer, byteOffset);
  const [width, height] = [size.getUint32(0), size.getUint32(4)];
  const [depth = 0, ...kind] = header.data.subarray(8);
  assert.deepEqual(kind, [3, 0, 0, 0], "indexed colours, no filter of its own, not interlaced");
  const lines = inflateSync(image.data);
  const stride = Math.ceil((width * depth) / 8) + 1;
  assert.equal(lines.length, stride * height);
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    assert.equal(lines[y * stride], 0);
    const byte = lines[y * stride + 1 + Math.floor((x * depth) / 8)] ?? 0;
    return (byte >> (8 - depth - ((x * depth) % 8))) & (2 ** depth - 1);
  });
  const colors = Array.from(
    { length: palette.data.length / 3 },
    (_, index) => [...palette.data.subarray(index * 3, index * 3 + 3)] as unknown as Color, // Three by construction.
  );
  return { width, height, colors, pixels };
}

for (const [count, width] of [
  [1, 1],
  [16, 7],
  [17, 7],
  [256, 300],
] as const) {
  test(`a picture of ${count} colours, ${width} wide, decodes to itself`, () => {
    const random = createRandom(`${count}`);
    const canvas = createCanvas(width, 5, [1, 2, 3]);
    while (canvas.colors.length < count) canvas.colors.push([canvas.colors.length - 1, random.between(0, 256), 0]);
    canvas.pixels.forEach((_, index) => {
      canvas.pixels[index] = random.between(0, count);
    });
    assert.deepEqual(decode(encodePng(canvas)), canvas);
  });
}

test("avatars and landscapes are small, and the same each time", () => {
  const avatar = () => encodePng(drawAvatar("alice", { skin: 4, hair: 0, long: true, glasses: true }));
  const landscape = () => encodePng(drawLandscape("a", { scene: "forest", light: "dusk", width: 800, height: 600 }));
  for (const draw of [avatar, landscape]) {
    const png = draw();
    assert.ok(png.length > 500 && png.length < 20_000, `${png.length} bytes`);
    assert.deepEqual(draw(), png);
  }
  const { width, height } = decode(avatar());
  assert.deepEqual([width, height], [256, 256]);
});
