/**
 * A body that is not JSON. A `Blob` or `File` brings its media type along; of bytes and streams it must be known from
 * the lexicon, from the first bytes (common images), or from the option `encoding`.
 *
 * A stream, of the web or of Node, or another iterable of bytes, is sent once: such a call is never retried. A path is not a
 * body: give what `openAsBlob(path)` of `node:fs` makes of it. Nor is a string: say its media type by
 * `new Blob([text], { type: "text/plain" })`.
 *
 * @example
 * ```ts
 * import { openAsBlob } from "node:fs";
 * const { blob } = await uploadBlob(client, await openAsBlob("cat.jpg"), { encoding: "image/jpeg" });
 * ```
 */
export type BinaryInput = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * An answer that is not JSON: a repository, a blob. The body has not been read: read it once, one way, or `cancel` it. It
 * iterates over its chunks, so whatever takes an iterable of bytes takes it as it is.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * await writeFile("repo.car", await getRepo(client, { did }));
 * ```
 */
export interface BinaryOutput extends AsyncIterable<Uint8Array<ArrayBuffer>> {
  /** The body as it arrives. Each chunk must come within the call's `timeout`. */
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** The media type, as the server says it. */
  readonly encoding: string;
  /** How many bytes the server announced, where it did. */
  readonly size: number | undefined;
  /** The whole body. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** The whole body, of the server's media type. */
  blob(): Promise<Blob>;
  /** Gives the body up, and with it the connection. */
  cancel(): Promise<void>;
}

/** An answer of JSON lines: iterate it once, one parsed line after the other. Ending the loop gives up the rest. */
export interface LinesOutput extends AsyncIterable<unknown> {
  /** Gives the body up, and with it the connection. */
  cancel(): Promise<void>;
}
