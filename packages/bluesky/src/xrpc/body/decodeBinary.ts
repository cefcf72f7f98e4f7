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
  if (!expected.includes("*") && !encoding.startsWith(expected)) {
    guard.end();
    void response.body?.cancel();
    throw invalidResponse(call, response, `expected ${expected}, got ${encoding}`);
  }
  const size = headers.get("content-length");
  const stream = limited(call, response, guard);
  return {
    stream,
    encoding,
    // What is compressed on its way is longer than the server says.
    size: size === null || headers.has("content-encoding") ? undefined : Number(size),
    bytes: async () => new Uint8Array(await new Response(stream).arrayBuffer()),
    blob: async () => new Blob([await new Response(stream).arrayBuffer()], { type: encoding }),
    cancel: () => stream.cancel(),
    [Symbol.asyncIterator]: () => chunksOf(stream),
  };
}

/** Not every platform's streams can be iterated over. */
async function* chunksOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Whoever stops early gives up the rest.
    await reader.cancel().catch(() => {});
  }
}

/** The body, each chunk of which must come in time, and which ends with typed errors. */
function limited(call: Call, response: Response, guard: Guard): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const max = call.options.maxResponseSize ?? Infinity;
  const drop = (): void => void reader?.cancel().catch(() => {});
  let read = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
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
          if (!result || result.done) {
            guard.end();
            return controller.close();
          }
          read += result.value.length;
          if (read > max) throw invalidResponse(call, response, `the answer is larger than ${max} bytes`);
          guard.arm(Infinity);
          controller.enqueue(result.value);
        } catch (error) {
          if (guard.signal.aborted) return;
          guard.end();
          drop();
          controller.error(toNetworkError(call, error));
        }
      },
      async cancel(reason) {
        guard.end();
        await reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
