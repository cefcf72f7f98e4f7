import { mediaError } from "../../model/MediaError.ts";
import type { VideoInfo } from "./VideoInfo.ts";

/** A box: its type, and where its contents are. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** More boxes side by side than this are not looked at: a stream of fragments has thousands, and begins with what matters. */
const MAX_BOXES = 1000;

/**
 * Size and duration of an MP4 or QuickTime file: of its header, and of the first track that is a video. Nothing but the heads of boxes
 * and these are read.
 *
 * @see https://developer.apple.com/documentation/quicktime-file-format ISO/IEC 14496-12
 * @throws {MediaError} `unreadable_media` where it is cut off, or has no picture
 */
export async function readMp4(file: Blob): Promise<Omit<VideoInfo, "type">> {
  const movie = await findBox(file, { type: "", start: 0, end: file.size }, "moov");
  if (!movie) throw unreadable("it has no header (moov): it is cut off, or was not written to its end");
  let duration: number | undefined;
  for await (const box of boxesOf(file, movie)) {
    if (box.type === "mvhd") duration = durationOf(await viewOf(file, box, 32));
    if (box.type !== "trak") continue;
    const size = await sizeOf(file, box);
    if (size) return { ...size, duration: duration ?? (await durationIn(file, movie)) };
  }
  throw unreadable("it has no picture: none of its tracks is a video");
}

/** The size of a track, if it is a video. */
async function sizeOf(file: Blob, track: Box): Promise<{ width: number; height: number } | undefined> {
  const header = await findBox(file, track, "tkhd");
  const media = await findBox(file, track, "mdia");
  const handler = media && (await findBox(file, media, "hdlr"));
  if (!header || !handler || textAt(await viewOf(file, handler, 12), 8) !== "vide") return undefined;
  const view = await viewOf(file, header, 96);
  // Times of 64 bits make it longer.
  const matrix = view.getUint8(0) === 1 ? 52 : 40;
  const [width, height] = [view.getUint32(matrix + 36), view.getUint32(matrix + 40)].map((n) => Math.round(n / 65536));
  if (!width || !height) return undefined;
  // The first and the fifth number are cosines: 0 where it is turned by a quarter.
  const isTurned = view.getInt32(matrix) === 0 && view.getInt32(matrix + 16) === 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

async function durationIn(file: Blob, movie: Box): Promise<number | undefined> {
  const header = await findBox(file, movie, "mvhd");
  return header && durationOf(await viewOf(file, header, 32));
}

/** Milliseconds; none where it is not known, as in a stream. */
function durationOf(view: DataView): number | undefined {
  const isLong = view.getUint8(0) === 1;
  const scale = view.getUint32(isLong ? 20 : 12);
  const units = isLong ? view.getUint32(24) * 2 ** 32 + view.getUint32(28) : view.getUint32(16);
  const isKnown = scale > 0 && units > 0 && units < (isLong ? 2 ** 53 : 2 ** 32 - 1);
  return isKnown ? Math.round((units / scale) * 1000) : undefined;
}

async function findBox(file: Blob, parent: Box, type: string): Promise<Box | undefined> {
  for await (const box of boxesOf(file, parent)) if (box.type === type) return box;
  return undefined;
}

/** The boxes in a box, in their order. @throws {MediaError} where one does not end in it */
async function* boxesOf(file: Blob, { start, end }: Box): AsyncGenerator<Box> {
  let at = start;
  for (let count = 0; at + 8 <= end && count < MAX_BOXES; count++) {
    const view = new DataView(await file.slice(at, Math.min(at + 16, end)).arrayBuffer());
    const short = view.getUint32(0);
    let [size, head] = [short, 8];
    // 1: the size is behind the type. 0: to the end.
    if (short === 1 && view.byteLength === 16) [size, head] = [view.getUint32(8) * 2 ** 32 + view.getUint32(12), 16];
    else if (short === 0) size = end - at;
    if (size < head || at + size > end)
      throw unreadable(`a box at byte ${at} does not end in it: it is cut off, or damaged`);
    yield { type: textAt(view, 4), start: at + head, end: at + size };
    at += size;
  }
}

/** The first bytes of a box. A box that is shorter than what is read of it has zeros there. */
async function viewOf(file: Blob, { start, end }: Box, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  bytes.set(new Uint8Array(await file.slice(start, Math.min(end, start + length)).arrayBuffer()));
  return new DataView(bytes.buffer);
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}

function unreadable(why: string): Error {
  return mediaError("unreadable_media", `expected a video that can be read: ${why}`);
}
