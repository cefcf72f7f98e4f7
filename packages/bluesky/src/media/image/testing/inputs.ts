import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { paint } from "./paint.ts";

/** An image that is taken, and what becomes of it. */
export interface ImageInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What it is when it is sent. */
  readonly sent: string;
  /** How wide and how high it is shown. */
  readonly shown: readonly [width: number, height: number];
  /** Whether it has a colour profile, which it keeps. */
  readonly icc?: boolean;
  /** How far a colour may be from what was painted. @default 25 */
  readonly off?: number;
}

/** Stands in all that has to be taken out. */
export const SECRET = "SECRET-51.5N-0.1W";

/** An image that is refused. */
export interface RefusedInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly code: string;
}

const [WIDTH, HEIGHT] = [96, 64];

/** With EXIF, a place in GPS, and an orientation. */
function withExif(image: sharp.Sharp, orientation = 1): sharp.Sharp {
  const gps = { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1", GPSLongitudeRef: "W", GPSLongitude: "0/1 6/1 0/1" };
  return image.withExif({ IFD0: { Copyright: SECRET }, IFD3: gps }).withMetadata({ orientation });
}

const XMP = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">${SECRET}</x:xmpmeta>`;

/** Segments of a JPEG that tell of its maker, after its start. */
function withSegments(jpeg: Buffer): Buffer {
  const segment = (marker: number, text: string): Buffer => {
    const body = Buffer.from(text, "latin1");
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const more = [
    segment(0xe1, XMP),
    segment(0xed, `Photoshop 3.0\0${SECRET}`),
    segment(0xfe, SECRET),
    segment(0xe0, `JFXX\0\x10${SECRET}`),
    segment(0xe2, `MPF\0${SECRET}`),
    segment(0xef, SECRET),
  ];
  return Buffer.concat([jpeg.subarray(0, 2), ...more, jpeg.subarray(2)]);
}

/** Chunks of a PNG after its head. */
function withChunks(png: Buffer, chunks: readonly (readonly [name: string, body: Buffer])[]): Buffer {
  const made = chunks.map(([name, body]) => {
    const chunk = Buffer.alloc(12 + body.length);
    chunk.writeUInt32BE(body.length, 0);
    chunk.write(name, 4, "latin1");
    body.copy(chunk, 8);
    return chunk;
  });
  return Buffer.concat([png.subarray(0, 33), ...made, png.subarray(33)]);
}

/** A box of an AVIF or HEIC. */
function box(name: string, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    bytes.writeUInt32BE(value, i * 4);
  });
  return bytes;
}

/** As phones make it, as far as its size can be read: there is no encoder for the rest here. */
function heic(): Buffer {
  const sizes = box("ipco", box("ispe", numbers(0, 512, 512)), box("ispe", numbers(0, 4032, 3024)));
  const info = box("meta", numbers(0), box("iprp", sizes));
  return Buffer.concat([box("ftyp", Buffer.from("heic\0\0\0\0mif1heic")), info, box("mdat", Buffer.alloc(64))]);
}

/** Nothing compresses it. The seed makes it the same each time. */
function noise(width: number, height: number): sharp.Sharp {
  const pixels = new Uint8Array(width * height * 3);
  let state = 20_261_127;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[i] = state >>> 24;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Coloured corners below noise: more bytes than are allowed, and still to be recognised. */
async function busy(width: number, height: number): Promise<sharp.Sharp> {
  const overlay = await noise(width, height).ensureAlpha(0.35).png({ compressionLevel: 1 }).toBuffer();
  return sharp(
    await paint(width, height)
      .composite([{ input: overlay }])
      .png({ compressionLevel: 1 })
      .toBuffer(),
  );
}

/** A GIF with its picture twice: the second time, it is shown elsewhere. */
function twice(gif: Buffer): Buffer {
  const start = 13 + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
  const picture = gif.subarray(start, -1);
  const again = Buffer.from(picture);
  const descriptor = again.indexOf(0x2c);
  again.writeUInt16LE(7, descriptor + 1);
  const wide = Buffer.from(gif.subarray(0, start));
  wide.writeUInt16LE(wide.readUInt16LE(6) + 7, 6);
  return Buffer.concat([wide, picture, again, gif.subarray(-1)]);
}

/** Every kind of image that is taken. */
export async function makeInputs(): Promise<ImageInput[]> {
  const shown = [WIDTH, HEIGHT] as const;
  const painted = (): sharp.Sharp => paint(WIDTH, HEIGHT);
  const tail = Buffer.from(`PK\x03\x04<script>${SECRET}</script>`);
  const inputs: ImageInput[] = [];
  const add = (name: string, bytes: Uint8Array, sent: string, more: Partial<ImageInput> = {}): void => {
    inputs.push({ name, bytes, sent: `image/${sent}`, shown, ...more });
  };
  for (let orientation = 1; orientation <= 8; orientation++) {
    const jpeg = await withExif(paint(WIDTH, HEIGHT, orientation), orientation)
      .jpeg()
      .toBuffer();
    add(`JPEG with EXIF, orientation ${orientation}`, withSegments(jpeg), "jpeg", { icc: orientation === 1 });
  }
  for (const orientation of [3, 6]) {
    const turned = paint(WIDTH, HEIGHT, orientation);
    add(`WebP, orientation ${orientation}`, await withExif(turned, orientation).webp().toBuffer(), "jpeg");
    add(
      `PNG, orientation ${orientation}`,
      await withExif(paint(WIDTH, HEIGHT, orientation), orientation)
        .png()
        .toBuffer(),
      "jpeg",
    );
  }
  add("JPEG, progressive", await painted().jpeg({ progressive: true }).toBuffer(), "jpeg");
  add("JPEG, profile of P3", await painted().withIccProfile("p3").jpeg().toBuffer(), "jpeg", {
    icc: true,
    off: 60,
  });
  add("JPEG, CMYK", await painted().toColourspace("cmyk").withIccProfile("cmyk").jpeg().toBuffer(), "jpeg", {
    icc: true,
    off: 90,
  });
  add("JPEG and ZIP in one", Buffer.concat([await painted().jpeg().toBuffer(), tail]), "jpeg");
  add("JPEG, one pixel", await paint(1, 1).jpeg().toBuffer(), "jpeg", { shown: [1, 1] });
  const exif = Buffer.from(`Exif\0\0${SECRET}`, "latin1");
  const text: [string, Buffer][] = [
    ["tEXt", Buffer.from(`Comment\0${SECRET}`)],
    ["iTXt", Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`)],
    ["zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(SECRET)])],
    ["tIME", Buffer.alloc(7)],
    ["prVt", Buffer.from(SECRET)],
    ["eXIf", exif],
  ];
  add("PNG with text", withChunks(await painted().png().toBuffer(), text), "png");
  add("PNG and a page in one", Buffer.concat([await painted().png().toBuffer(), tail]), "png");
  add("PNG, of a palette", await painted().png({ palette: true }).toBuffer(), "png");
  add("PNG, 16 bits", await painted().toColourspace("rgb16").png().toBuffer(), "png");
  add("PNG, half seen through", await painted().ensureAlpha(0.9).png().toBuffer(), "png", { off: 50 });
  add("PNG, one pixel", await paint(1, 1).png().toBuffer(), "png", { shown: [1, 1] });
  add("WebP with EXIF", await withExif(painted()).webp().toBuffer(), "webp", { icc: true });
  add("WebP, lossless", await painted().webp({ lossless: true }).toBuffer(), "webp");
  add("WebP, half seen through", await painted().ensureAlpha(0.9).webp().toBuffer(), "webp", { off: 50 });
  const gif = await painted().gif().toBuffer();
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, SECRET.length]), Buffer.from(`${SECRET}\0`)]);
  const application = Buffer.concat([Buffer.from("\x21\xff\x0bXMP DataXMP", "latin1"), comment.subarray(2)]);
  const table = 13 + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
  add("GIF with a comment", Buffer.concat([gif.subarray(0, table), comment, application, gif.subarray(table)]), "gif", {
    off: 40,
  });
  add("AVIF", await painted().avif().toBuffer(), "avif", { off: 40 });
  add("AVIF with EXIF", await withExif(painted()).avif().toBuffer(), "jpeg", { off: 40 });
  add("PNG of 4,500 pixels", await paint(4500, 900).png().toBuffer(), "jpeg", { shown: [4000, 800] });
  add("PNG of too many bytes", await (await busy(1200, 900)).png({ compressionLevel: 1 }).toBuffer(), "jpeg", {
    shown: [1200, 900],
    off: 90,
  });
  return inputs;
}

/** Every kind of image that is refused. */
export async function makeRefused(): Promise<RefusedInput[]> {
  const painted = (): sharp.Sharp => paint(WIDTH, HEIGHT);
  const whole = {
    JPEG: await painted().jpeg().toBuffer(),
    PNG: await painted().png().toBuffer(),
    WebP: await painted().webp().toBuffer(),
    GIF: await painted().gif().toBuffer(),
    AVIF: await painted().avif().toBuffer(),
  };
  const truncated = Object.entries(whole).map(([name, bytes]) => ({
    name: `${name}, cut off`,
    bytes: bytes.subarray(0, bytes.length - 20),
    code: "unreadable_media",
  }));
  const huge = Buffer.from(whole.PNG);
  huge.writeUInt32BE(10_000, 16);
  huge.writeUInt32BE(10_000, 20);
  const moves = "image_unsupported";
  const moving = twice(whole.GIF);
  const apng: [string, Buffer][] = [["acTL", numbers(2, 0)]];
  return [
    ...truncated,
    { name: "no bytes", bytes: new Uint8Array(), code: "unreadable_media" },
    { name: "a page", bytes: Buffer.from("<html><img src=x></html>"), code: "unreadable_media" },
    { name: "100 megapixels", bytes: huge, code: "image_too_large" },
    { name: "GIF that moves", bytes: moving, code: moves },
    { name: "WebP that moves", bytes: await sharp(moving, { animated: true }).webp().toBuffer(), code: moves },
    { name: "PNG that moves", bytes: withChunks(whole.PNG, apng), code: moves },
    { name: "HEIC", bytes: heic(), code: moves },
  ];
}

/** What of a file tells of its maker: marks of EXIF and XMP, and what was put there for this. */
export function findTraces(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString("latin1");
  return ["Exif", "EXIF", "eXIf", "xmpmeta", "ns.adobe.com", "Photoshop", "JFXX", "MPF\0", SECRET, "<script"].filter(
    (mark) => text.includes(mark),
  );
}
