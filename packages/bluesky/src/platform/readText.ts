const decoder: TextDecoder = /*#__PURE__*/ new TextDecoder();
/** Where bodies are put together: one after the other, so that each does not cost its memory once more. */
let scratch = /*#__PURE__*/ new Uint8Array();

/**
 * Reads a body as text.
 *
 * @returns `undefined` where it is, or says to be, larger than `max` bytes: the rest is not read
 */
export async function readText(response: Response, max: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const announced = Number(response.headers.get("content-length"));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    if (size > max || announced > max) {
      reader.cancel().catch(() => {});
      return;
    }
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  if (size > scratch.length) scratch = new Uint8Array(size);
  let end = 0;
  for (const chunk of chunks) {
    scratch.set(chunk, end);
    end += chunk.length;
  }
  return decoder.decode(scratch.subarray(0, end));
}
