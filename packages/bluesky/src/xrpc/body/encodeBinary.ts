import { typeOf } from "../../errors/typeOf.ts";
import { after } from "../../platform/abort/after.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { collectChunks } from "../../platform/http/collectChunks.ts";
import { isBlob } from "../../platform/http/isBlob.ts";
import { isStream } from "../../platform/http/isStream.ts";
import type { BodyReader } from "../../platform/http/openBody.ts";
import { sendsStreams } from "../../platform/http/sendsStreams.ts";
import type { BinaryInput } from "../contract/Binary.ts";
import type { BodyEncoder } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";

/** The first bytes of the images that everyone sends, as Latin-1. */
const IMAGES: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^\x89PNG\r\n/, "image/png"],
  [/^GIF8/, "image/gif"],
  [/^RIFF....WEBP/s, "image/webp"],
];

/** The body of an operation that takes bytes of a media type, or of any (`*\/*`). Called by generated code. */
export function encodeBinary(accepted: string): BodyEncoder {
  return {
    async encode(call, body, signal) {
      const code = "invalid_request";
      if (!isBinary(body))
        throw invalidRequest(call, { code, message: `expected a Blob, bytes or a stream, ${got(body)}` });
      const encoding = call.options.encoding ?? (await findEncoding(body, accepted));
      if (!encoding) {
        const help = "name it with the option `encoding`, or give a Blob that has a type";
        const message = `the media type of the body is not known: ${help}`;
        throw invalidRequest(call, { code: "encoding_required", message });
      }
      call.headers.set("content-type", encoding);
      // A view of shared memory is none that its type allows: fetch refuses it.
      if (!isStream(body) && !isIterable(body)) call.body = body as BodyInit;
      else if (sendsStreams()) call.body = toStream(body);
      else call.body = await collect(body, signal);
    },
  };
}

function isBinary(value: unknown): value is BinaryInput {
  return (
    isBlob(value) || isStream(value) || value instanceof ArrayBuffer || ArrayBuffer.isView(value) || isIterable(value)
  );
}

/** Whether it is a stream of Node, or another that is read by iterating. */
function isIterable(value: unknown): value is AsyncIterable<Uint8Array> {
  return !isStream(value) && typeof Object(value)[Symbol.asyncIterator] === "function";
}

/** What came instead, and how it is said. */
function got(value: unknown): string {
  if (typeof value !== "string") return `got ${typeOf(value)}`;
  return "got a string: pass openAsBlob(path) of node:fs for a file, or new Blob([text], { type }) for text";
}

/**
 * As a stream of the web, which is what `fetch` takes. One that is a stream already is read through another: what its own `cancel`
 * fails with would end the process.
 */
function toStream(body: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = isStream(body) ? body.getReader() : undefined;
  const iterator = reader
    ? { next: () => reader.read(), return: () => reader.cancel() }
    : (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  if (typeof iterator?.next !== "function") {
    quietly(() => iterator);
    throw new TypeError(`expected an iterator over chunks of bytes, got ${typeOf(iterator)}`);
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        // A stream of text would lose bytes.
        else if (value instanceof Uint8Array) controller.enqueue(value);
        else throw new TypeError(`expected chunks of bytes, got ${typeOf(value)}`);
      },
      cancel() {
        quietly(() => iterator.return?.());
      },
    },
    { highWaterMark: 0 },
  );
}

/** The whole of a stream, for platforms that send none. Whoever ends the call gives up the rest. */
async function collect(
  body: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = toStream(body).getReader();
  const done = after(Infinity, signal, () => quietly(() => reader.cancel()));
  try {
    return await collectChunks(reader as BodyReader); // `fetch` takes chunks of any memory, and so does this
  } finally {
    done();
  }
}

/** The body's own media type, the lexicon's, or that of the image which the first bytes begin. */
async function findEncoding(body: BinaryInput, accepted: string): Promise<string | undefined> {
  if (isBlob(body) && body.type) return body.type;
  if (!accepted.includes("*")) return accepted;
  if (isStream(body) || isIterable(body)) return undefined;
  const blob = isBlob(body) ? body : new Blob([body as BlobPart]); // as above
  const head = new Uint8Array(await blob.slice(0, 12).arrayBuffer());
  const start = String.fromCharCode(...head);
  return IMAGES.find(([pattern]) => pattern.test(start))?.[1];
}
