import { mediaError } from "../../model/MediaError.ts";
import { readMp4 } from "./readMp4.ts";
import type { VideoInfo } from "./VideoInfo.ts";

/** What begins a QuickTime file that is older than file types. */
const OLD_QUICKTIME = /^(?:moov|mdat|wide|free|skip|pnot)$/;

/** Pictures and sounds that begin as videos do. */
const NO_VIDEO = /^(?:hei[cx]|hev[cx]|mif1|msf1|avi[fs]|M4[AB] )$/;

/**
 * Finds out what a video is by its bytes: MP4, QuickTime, WebM, MPEG or GIF. A few kilobytes of it are read, wherever they are.
 *
 * @throws {MediaError} `unreadable_media` for anything else, and for an MP4 that is cut off
 */
export async function inspectVideo(file: Blob): Promise<VideoInfo> {
  const head = new Uint8Array(await file.slice(0, 64).arrayBuffer());
  const start = String.fromCharCode(...head);
  const [box, brand] = [start.slice(4, 8), start.slice(8, 12)];
  if (box === "ftyp" && !NO_VIDEO.test(brand)) {
    return { type: brand === "qt  " ? "video/quicktime" : "video/mp4", ...(await readMp4(file)) };
  }
  if (OLD_QUICKTIME.test(box)) return { type: "video/quicktime", ...(await readMp4(file)) };
  // EBML, whose head says which of its kinds it is.
  if (start.startsWith("\x1a\x45\xdf\xa3") && start.includes("webm")) return { type: "video/webm" };
  if (start.startsWith("\0\0\x01\xba") || start.startsWith("\0\0\x01\xb3")) return { type: "video/mpeg" };
  if (/^GIF8[79]a/.test(start) && head.length > 10) {
    const view = new DataView(head.buffer);
    return { type: "image/gif", width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  throw mediaError("unreadable_media", `expected a video (MP4, QuickTime, WebM, MPEG or GIF), got ${describe(start)}`);
}

function describe(start: string): string {
  if (start === "") return "an empty file";
  const bytes = [...start.slice(0, 12)].map((character) => character.charCodeAt(0).toString(16).padStart(2, "0"));
  return `a file that begins with ${bytes.join(" ")}`;
}
