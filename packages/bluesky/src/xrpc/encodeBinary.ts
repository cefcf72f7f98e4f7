import type { BinaryInput } from "./BinaryInput.ts";
import type { BodyEncoder } from "./Body.ts";
import { CallError } from "./CallError.ts";

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
    async encode(call, body) {
      if (!isBinary(body)) {
        const message = `expected a Blob, bytes, a stream or a string, got ${body && typeof body}`;
        throw new CallError(call, "invalid_request", message);
      }
      const encoding = call.options.encoding ?? (await findEncoding(body, accepted));
      if (!encoding) {
        const help = "name it with the option `encoding`, or give a Blob that has a type";
        const message = `the media type of the body is not known: ${help}`;
        throw new CallError(call, "encoding_required", message);
      }
      call.headers.set("content-type", encoding);
      call.body = body as BodyInit; // a view of shared memory is none: fetch refuses it
    },
  };
}

function isBinary(value: unknown): value is BinaryInput {
  return (
    typeof value === "string" ||
    value instanceof Blob ||
    value instanceof ReadableStream ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value)
  );
}

/** The body's own media type, the lexicon's, or that of the image which the first bytes begin. */
async function findEncoding(body: BinaryInput, accepted: string): Promise<string | undefined> {
  if (body instanceof Blob && body.type) return body.type;
  if (!accepted.includes("*")) return accepted;
  if (typeof body === "string") return "text/plain;charset=utf-8";
  if (body instanceof ReadableStream) return undefined;
  const blob = body instanceof Blob ? body : new Blob([body as BlobPart]); // as above
  const head = new Uint8Array(await blob.slice(0, 12).arrayBuffer());
  const start = String.fromCharCode(...head);
  return IMAGES.find(([pattern]) => pattern.test(start))?.[1];
}
