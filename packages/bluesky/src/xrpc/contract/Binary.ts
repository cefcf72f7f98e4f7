/**
 * A body that is not JSON. A `Blob` or `File` has a media type. For bytes and streams, it has to come from the lexicon,
 * from the first bytes (common images), or from the option `encoding`.
 *
 * A web or Node stream, or another iterable of bytes, can be sent only once, so such a call is never retried. Browsers send
 * no streams: there it is read first, as a whole. For a file, pass `await openAsBlob(path)` of `node:fs`. For a string, pass
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
 * A response that is not JSON: a repository, a blob. The body has not been read yet: read it once, in one of these
 * ways, or `cancel` it. It is an async iterable of chunks, and can be passed to anything that takes one.
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
  /** How many bytes the server announced, if it did. */
  readonly size: number | undefined;
  /** The whole body. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** The whole body, of the server's media type. */
  blob(): Promise<Blob>;
  /** Gives the body up, and with it the connection. */
  cancel(): Promise<void>;
}

/** A response of JSON lines: iterate over the parsed lines, once. Leaving the loop gives up the rest. */
export interface LinesOutput extends AsyncIterable<unknown> {
  /** Gives the body up, and with it the connection. */
  cancel(): Promise<void>;
}
