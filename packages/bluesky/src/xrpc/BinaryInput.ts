/**
 * A body that is not JSON. A `Blob` or `File` brings its media type along; of bytes and streams it must be known from
 * the lexicon, from the first bytes (common images), or from the option `encoding`. A stream is sent once: such a call is never retried.
 */
export type BinaryInput = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array> | string;
