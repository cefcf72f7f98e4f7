import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { abortable } from "../../platform/abort/abortable.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { throwIfAborted } from "../../platform/abort/throwIfAborted.ts";
import { builtinModule } from "../../platform/builtinModule.ts";
import { isBlob } from "../../platform/http/isBlob.ts";
import { isStream } from "../../platform/http/isStream.ts";
import type { Media } from "./Media.ts";
import { noPaths, notMedia, unreadableFile } from "./notReadable.ts";

/** What is used of `node:fs`. */
interface Files {
  createReadStream(path: string): AsyncIterable<Uint8Array>;
}

/** How much is read, and until when. */
export interface ReadMediaOptions {
  /** How many bytes there may be. */
  readonly limit: number;
  /** What is thrown where there are more. */
  readonly tooLarge: () => Error;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the whole of an image or another small file, and no more of a large one than the limit.
 *
 * @throws {InvalidOptionError}
 * @throws {MediaError} `unreadable_media` for a file that cannot be read
 * @throws {unknown} what `tooLarge` makes, what the stream fails with, the reason of the signal
 */
export async function readMedia(media: Media, options: ReadMediaOptions): Promise<Uint8Array> {
  const { limit, tooLarge, signal } = options;
  throwIfAborted(signal);
  const check = (size: number): void => {
    if (size > limit) throw tooLarge();
  };
  if (isBlob(media)) {
    check(media.size);
    return new Uint8Array(await abortable(media.arrayBuffer(), signal));
  }
  if (media instanceof ArrayBuffer || ArrayBuffer.isView(media)) {
    check(media.byteLength);
    return ArrayBuffer.isView(media) ? media : new Uint8Array(media);
  }
  const reader = isStream(media) ? media.getReader() : undefined;
  const iterator = reader ? undefined : openPath(media)[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const next = reader ? reader.read() : iterator?.next();
      const { done, value } = await abortable(Promise.resolve(next), signal).then((read) => Object(read));
      if (done) break;
      if (!(value instanceof Uint8Array))
        throw invalidOption("data", `Expected chunks of bytes, got ${typeOf(value)}.`);
      size += value.length;
      check(size);
      chunks.push(value);
    }
  } catch (error) {
    quietly(() => (reader ? reader.cancel() : iterator?.return?.()));
    throw error;
  }
  return joinBytes(chunks);
}

/** Pieces as one. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function openPath(media: unknown): AsyncIterable<Uint8Array> {
  const { path } = Object(media) as { readonly path?: unknown };
  if (typeof path !== "string") throw notMedia(media);
  const files = builtinModule<Files>("node:fs");
  if (!files) throw noPaths();
  return readFile(files, path);
}

async function* readFile(files: Files, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* files.createReadStream(path);
  } catch (error) {
    throw unreadableFile(path, error);
  }
}
