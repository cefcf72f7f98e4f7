import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { Caption } from "../../lexicons/app/bsky/embed/video.ts";
import { decodeUtf8 } from "../../platform/bytes/decodeUtf8.ts";
import { encodeUtf8 } from "../../platform/bytes/encodeUtf8.ts";
import { isLanguage } from "../../syntax/language.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { AttachContext } from "../model/Attachment.ts";
import type { Media } from "../model/Media.ts";
import { mediaError } from "../model/MediaError.ts";
import { attachBlob } from "../model/sendBlob.ts";
import { openVideo } from "./file/openVideo.ts";

/** What is said in a video, in one language. */
export interface VideoCaptions {
  /** The language: `en`, `pt-BR`. */
  readonly lang: string;
  /** A WebVTT file of at most 20,000 bytes, or what is in one. */
  readonly file: Media | { readonly text: string };
}

/** Captions that have been looked at. */
export interface CheckedCaptions {
  readonly lang: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const MAX_COUNT = 20;
const MAX_BYTES = 20_000;

/**
 * Reads captions, and looks at what the server would refuse, or players could not read.
 *
 * @see https://www.w3.org/TR/webvtt1/#file-structure
 * @throws {MediaError} `invalid_captions`, `video_limit`
 * @throws {InvalidOptionError}
 */
export async function readCaptions(
  captions: readonly VideoCaptions[],
  signal: AbortSignal | undefined,
): Promise<CheckedCaptions[]> {
  if (captions.length > MAX_COUNT)
    throw invalid(`expected captions in at most ${MAX_COUNT} languages, got ${captions.length}`);
  const read: CheckedCaptions[] = [];
  for (const { lang, file } of captions) {
    if (!isLanguage(lang))
      throw invalidOption("captions", `Expected a language as \`lang\`, got ${JSON.stringify(lang)}.`);
    const bytes = await bytesOf(file, signal);
    // What follows the signature is a space, a tab, or the end of its line.
    if (!/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(decodeUtf8(bytes) ?? "")) {
      throw invalid(`expected captions in WebVTT, which begins with WEBVTT, got others for ${lang}`);
    }
    if (bytes.length > MAX_BYTES) {
      throw invalid(`expected captions of at most ${MAX_BYTES} bytes, got ${bytes.length} for ${lang}`);
    }
    read.push({ lang, bytes });
  }
  return read;
}

/** Uploads captions; in a dry run they have the CID that they would have. */
export async function sendCaptions(
  client: ClientLike,
  captions: readonly CheckedCaptions[],
  context: Pick<AttachContext, "left" | "dryRun">,
): Promise<Caption[]> {
  const sent: Caption[] = [];
  for (const { lang, bytes } of captions) {
    sent.push({ lang, file: await attachBlob(client, { bytes, type: "text/vtt" }, context) });
  }
  return sent;
}

async function bytesOf(file: VideoCaptions["file"], signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const { text } = Object(file) as { readonly text?: unknown };
  if (typeof text === "string") return encodeUtf8(text);
  const opened = await openVideo(file as Media, signal); // a Blob has a method of this name
  // One byte more says that it is too large.
  return new Uint8Array(await opened.slice(0, MAX_BYTES + 1).arrayBuffer());
}

function invalid(message: string): Error {
  return mediaError("invalid_captions", message);
}
