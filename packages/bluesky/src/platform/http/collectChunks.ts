import type { BodyReader } from "./openBody.ts";

/**
 * Everything that a reader gives, in one piece. What it fails with is passed on as it is: read by way of a `Response`, Chromium puts an
 * error of its own in its place.
 */
export async function collectChunks(reader: Pick<BodyReader, "read">): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) break;
    chunks.push(value);
    size += value.length;
  }
  const bytes = new Uint8Array(size);
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}
