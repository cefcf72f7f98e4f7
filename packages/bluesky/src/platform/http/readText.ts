import { quietly } from "../abort/quietly.ts";
import { decodeUtf8 } from "../bytes/decodeUtf8.ts";
import { openBody } from "./openBody.ts";

// Made at the first use: loading this module does nothing, and not every platform has one.
let decoder: TextDecoder | undefined;
/** Where bodies are put together: one after the other, so that each does not cost its memory once more. */
let scratch = /*#__PURE__*/ new Uint8Array();

/**
 * Reads a body as text.
 *
 * @returns `undefined` where it is, or says to be, larger than `max` bytes: the rest is not read
 */
export async function readText(response: Response, max: number): Promise<string | undefined> {
  const reader = openBody(response);
  if (!reader) return "";
  const announced = Number(response.headers.get("content-length"));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    if (size > max || announced > max) {
      quietly(() => reader.cancel());
      return;
    }
    const { done, value } = await reader.read();
    if (done || !value) break;
    chunks.push(value);
    size += value.length;
  }
  if (size > scratch.length) scratch = new Uint8Array(size);
  let end = 0;
  for (const chunk of chunks) {
    scratch.set(chunk, end);
    end += chunk.length;
  }
  const bytes = scratch.subarray(0, end);
  if (typeof TextDecoder !== "function") return decodeUtf8(bytes) ?? "";
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}
