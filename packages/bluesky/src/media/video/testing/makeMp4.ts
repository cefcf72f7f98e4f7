import { joinBytes } from "../../model/readMedia.ts";

/** What a made-up video is like. */
export interface Mp4Options {
  /** @default 320 */
  readonly width?: number;
  /** @default 180 */
  readonly height?: number;
  /** Degrees by which it is to be turned to be shown: 0, 90, 180, 270. @default 0 */
  readonly rotation?: number;
  /** Milliseconds. @default 1500 */
  readonly duration?: number;
  /** Bytes of the whole file. @default 2000 */
  readonly size?: number;
  /** What tells it from others of its size. @default 0 */
  readonly seed?: number;
  /** The brand of its type. @default "mp42" */
  readonly brand?: string;
  /** What its second track holds; the first is sound. @default "vide" */
  readonly handler?: string;
  /** Whether its header is behind its pictures. @default false */
  readonly isHeaderLast?: boolean;
  /** Whether its times have 64 bits. @default false */
  readonly isLong?: boolean;
}

/** The head of an MP4, up to its pictures, of which there are none: as many bytes as are left follow. */
export function makeMp4Head(options: Mp4Options = {}): {
  readonly head: Uint8Array<ArrayBuffer>;
  readonly rest: number;
} {
  const { size = 2000, brand = "mp42" } = options;
  const before = join(box("ftyp", join(text(brand), u32(0), text("mp42"))), movie(options));
  const rest = size - before.length - 8;
  return { head: join(before, u32(rest + 8), text("mdat")), rest };
}

/** A small MP4 as far as its header goes, with noise in the place of pictures. */
export function makeMp4(options: Mp4Options = {}): Uint8Array<ArrayBuffer> {
  const { seed = 0, isHeaderLast = false } = options;
  const { head, rest } = makeMp4Head(options);
  const noise = new Uint8Array(rest);
  let state = seed + 1;
  for (let i = 0; i < rest; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    noise[i] = state >>> 24;
  }
  if (!isHeaderLast) return join(head, noise);
  const type = head.subarray(0, 20);
  return join(type, head.subarray(-8), noise, head.subarray(20, -8));
}

function movie({
  width = 320,
  height = 180,
  rotation = 0,
  duration = 1500,
  handler = "vide",
  isLong = false,
}: Mp4Options) {
  const times = (units: number) =>
    isLong ? join(zeros(16), u32(1000), u32(0), u32(units)) : join(zeros(8), u32(1000), u32(units));
  const [cos = 0, sin = 0] = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[rotation] ?? [];
  const fixed = (n: number) => u32(n * 65536);
  const matrix = join(fixed(cos), fixed(sin), u32(0), fixed(-sin), fixed(cos), u32(0), u32(0), u32(0), u32(0x40000000));
  const track = (kind: string, w: number, h: number) => {
    const before = isLong ? join(zeros(16), u32(1), zeros(4), zeros(8)) : join(zeros(8), u32(1), zeros(4), zeros(4));
    const header = join(u32(isLong ? 0x01000007 : 7), before, zeros(16), matrix, fixed(w), fixed(h));
    return box("trak", join(box("tkhd", header), box("mdia", box("hdlr", join(zeros(8), text(kind), zeros(13))))));
  };
  const header = join(u32(isLong ? 0x01000000 : 0), times(duration), zeros(80));
  return box("moov", join(box("mvhd", header), track("soun", 0, 0), track(handler, width, height)));
}

function box(type: string, contents: Uint8Array): Uint8Array<ArrayBuffer> {
  return join(u32(contents.length + 8), text(type), contents);
}

function u32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value | 0);
  return bytes;
}

function text(value: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(value, (character) => character.charCodeAt(0));
}

function zeros(count: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(count);
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinBytes(parts);
}
