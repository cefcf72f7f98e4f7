import { quietly } from "../../platform/abort/quietly.ts";
import { collectChunks } from "../../platform/http/collectChunks.ts";
import { dropBody } from "../../platform/http/dropBody.ts";
import { openBody } from "../../platform/http/openBody.ts";
import { isMediaType } from "../attempt/mediaType.ts";
import type { BinaryOutput } from "../contract/Binary.ts";
import type { BodyDecoder, Call } from "../contract/Call.ts";
import type { Guard } from "../contract/Guard.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";
import { toNetworkError } from "../errors/NetworkError.ts";

/** The answer of an operation that gives bytes of a media type, or of any (`*\/*`). Called by generated code. */
export function decodeBinary(expected: string): BodyDecoder<BinaryOutput> {
  return { decode: (call, response, guard) => createBinaryOutput(call, response, guard, expected) };
}

/** Hands an answer out with its body unread, still within the call's limits. */
export function createBinaryOutput(call: Call, response: Response, guard: Guard, expected: string): BinaryOutput {
  const { headers } = response;
  const encoding = headers.get("content-type") ?? "application/octet-stream";
  if (!isMediaType(encoding, expected)) {
    guard.end();
    dropBody(response);
    throw invalidResponse(call, response, `expected ${expected}, got ${encoding}`);
  }
  const size = headers.get("content-length");
  const { stream, drop } = limited(call, response, guard);
  const whole = async (): Promise<Uint8Array<ArrayBuffer>> => {
    if (stream.locked) throw invalidResponse(call, response, "its body is read already: it can be read once");
    return collectChunks(stream.getReader());
  };
  return {
    stream,
    encoding,
    // What is compressed on its way is longer than the server says.
    size: size === null || headers.has("content-encoding") ? undefined : Number(size),
    bytes: whole,
    blob: async () => new Blob([await whole()], { type: encoding }),
    // Whoever gives it up wants no more of it, and no word either: also while it is being read.
    async cancel() {
      if (stream.locked) drop();
      else await stream.cancel();
    },
    [Symbol.asyncIterator]: () => chunksOf(call, response, stream),
  };
}

/** Not every platform's streams can be iterated over. */
async function* chunksOf(
  call: Call,
  response: Response,
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  if (stream.locked) throw invalidResponse(call, response, "its body is read already: it can be read once");
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Whoever stops early gives up the rest.
    quietly(() => reader.cancel());
  }
}

/** The body, each chunk of which must come in time, and which ends with typed errors. */
function limited(
  call: Call,
  response: Response,
  guard: Guard,
): { stream: ReadableStream<Uint8Array<ArrayBuffer>>; drop: () => void } {
  const reader = openBody(response);
  const max = call.options.maxResponseSize ?? Infinity;
  const drop = (): void => {
    guard.end();
    quietly(() => reader?.cancel());
  };
  let read = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        guard.arm(Infinity);
        guard.signal.addEventListener("abort", () => {
          // The reason is the typed error of what ended it.
          controller.error(guard.signal.reason);
          drop();
        });
      },
      async pull(controller) {
        guard.arm();
        try {
          const result = await reader?.read();
          if (guard.signal.aborted) return;
          if (!result?.value || result.done) {
            guard.end();
            return controller.close();
          }
          read += result.value.length;
          if (read > max) throw invalidResponse(call, response, `the answer is larger than ${max} bytes`);
          guard.arm(Infinity);
          controller.enqueue(result.value);
        } catch (error) {
          if (guard.signal.aborted) return;
          drop();
          controller.error(toNetworkError(call, error));
        }
      },
      cancel: drop,
    },
    { highWaterMark: 0 },
  );
  return { stream, drop };
}
