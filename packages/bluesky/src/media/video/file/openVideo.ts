import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import { abortable } from "../../../platform/abort/abortable.ts";
import { quietly } from "../../../platform/abort/quietly.ts";
import { builtinModule } from "../../../platform/builtinModule.ts";
import { isBlob } from "../../../platform/http/isBlob.ts";
import { isStream } from "../../../platform/http/isStream.ts";
import type { Media } from "../../model/Media.ts";
import { mediaError } from "../../model/MediaError.ts";
import { noPaths, notMedia, unreadableFile } from "../../model/notReadable.ts";

/** The most that a video may have, in bytes. */
export const MAX_VIDEO_BYTES = 300_000_000;

/** What is used of `node:fs`. */
interface Files {
  openAsBlob(path: string): Promise<Blob>;
}

/**
 * A video as something of which pieces can be read: a file stays where it is. Of a stream the size has to be known before anything is
 * sent, so it is read first.
 *
 * @throws {InvalidOptionError}
 * @throws {MediaError} `video_limit`, `unreadable_media` for a file that cannot be read
 * @throws {unknown} what the stream fails with, the reason of the signal
 */
export async function openVideo(media: Media, signal: AbortSignal | undefined): Promise<Blob> {
  const opened = await open(media, signal);
  if (opened.size > MAX_VIDEO_BYTES) throw tooLarge(opened.size);
  return opened;
}

async function open(media: Media, signal: AbortSignal | undefined): Promise<Blob> {
  if (isBlob(media)) return media;
  if (isStream(media)) return collect(media, signal);
  // A view of shared memory is none that its type allows.
  if (media instanceof ArrayBuffer || ArrayBuffer.isView(media)) return new Blob([media as BlobPart]);
  const { path } = Object(media) as { readonly path?: unknown };
  if (typeof path !== "string") throw notMedia(media);
  const files = builtinModule<Files>("node:fs");
  if (!files) throw noPaths();
  return abortable(openFile(files, path), signal);
}

async function openFile(files: Files, path: string): Promise<Blob> {
  try {
    return await files.openAsBlob(path);
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

/** The whole of a stream, unless it is larger than any video may be. */
async function collect(stream: ReadableStream<Uint8Array>, signal: AbortSignal | undefined): Promise<Blob> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await abortable(reader.read(), signal);
      if (done) return new Blob(chunks as BlobPart[]); // as above
      if (!(value instanceof Uint8Array))
        throw invalidOption("data", `Expected chunks of bytes, got ${typeOf(value)}.`);
      chunks.push(value);
      size += value.length;
      if (size > MAX_VIDEO_BYTES) throw tooLarge(size);
    }
  } catch (error) {
    quietly(() => reader.cancel());
    throw error;
  }
}

function tooLarge(size: number): Error {
  return mediaError("video_limit", `expected a video of at most ${MAX_VIDEO_BYTES} bytes, got ${size} or more`);
}
