import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { isBlob } from "../../platform/http/isBlob.ts";
import { isResponse } from "../../platform/http/isResponse.ts";
import { isStream } from "../../platform/http/isStream.ts";
import { openBody } from "../../platform/http/openBody.ts";

/** A file whose parts can be read in any order: `carFile` of `bluesky/repo/file` makes one. */
export interface CarFile {
  /** All of it, in order, from the start, each time anew. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from one place to another. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/**
 * Where a CAR comes from: bytes, a `Blob` or `File`, an answer of `fetch`, a stream, an operation's answer or any other iterable of
 * chunks, a file that `carFile` of `bluesky/repo/file` has opened.
 */
export type CarSource = Uint8Array | Blob | Response | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | CarFile;

/** A source that is being read. */
export interface OpenSource {
  /** The next bytes. `undefined`: there are no more. */
  next(): Promise<Uint8Array | undefined>;
  /** Gives up the rest. */
  close(): Promise<void>;
  /** Bytes that have been there, once more. Only of what can be read in any order. */
  readonly again?: ((start: number, end: number) => Promise<Uint8Array>) | undefined;
  /** All of it, where it is in memory. */
  readonly whole?: Uint8Array | undefined;
}

/** @throws {InvalidOptionError} for what is no source */
export function openSource(source: CarSource): OpenSource {
  if (source instanceof Uint8Array) return openBytes(source);
  if (isBlob(source)) {
    const again = async (start: number, end: number): Promise<Uint8Array> =>
      new Uint8Array(await source.slice(start, end).arrayBuffer());
    return { ...openChunks(chunksOf(source, again)), again };
  }
  if (isResponse(source)) return openReader(openBody(source));
  if (isStream(source)) return openReader(source.getReader());
  if (isCarFile(source)) {
    return { ...openChunks(source.chunks()), again: (start, end) => source.read(start, end) };
  }
  if (typeof Object(source)[Symbol.asyncIterator] === "function") return openChunks(source);
  throw invalidOption("source", `Expected the bytes, file, stream or answer of a CAR, got ${typeOf(source)}.`);
}

function isCarFile(source: unknown): source is CarFile {
  const { chunks, read } = Object(source) as Partial<CarFile>;
  return typeof chunks === "function" && typeof read === "function";
}

function openBytes({ buffer, byteOffset, byteLength }: Uint8Array): OpenSource {
  // A `Buffer` is bytes too, but some of its methods do other things.
  const whole = new Uint8Array(buffer, byteOffset, byteLength);
  let given = false;
  return {
    whole,
    async next() {
      if (given) return undefined;
      given = true;
      return whole;
    },
    close: async () => {},
    again: async (start, end) => whole.subarray(start, end),
  };
}

/** By slices: not every platform gives a stream of a `Blob`. */
async function* chunksOf(
  { size }: Blob,
  read: (start: number, end: number) => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const step = 262_144;
  for (let at = 0; at < size; at += step) yield await read(at, Math.min(at + step, size));
}

function openChunks(chunks: AsyncIterable<Uint8Array>): OpenSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let isReading = false;
  return {
    async next() {
      isReading = true;
      try {
        const { done, value } = await iterator.next();
        return done ? undefined : value;
      } finally {
        isReading = false;
      }
    },
    async close() {
      // A generator that stands still ends only when it goes on, which may be never.
      if (isReading) quietly(() => iterator.return?.());
      else await iterator.return?.();
    },
  };
}

/** What a body and a stream are read by. */
interface Reader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

function openReader(reader: Reader | undefined): OpenSource {
  return {
    async next() {
      const { done, value } = (await reader?.read()) ?? { done: true };
      return done ? undefined : value;
    },
    async close() {
      await reader?.cancel();
    },
  };
}
