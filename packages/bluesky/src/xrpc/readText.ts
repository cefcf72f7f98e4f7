/**
 * Reads a body as text.
 *
 * @returns `undefined` where it is, or says to be, larger than `max` bytes: the rest is not read
 */
export async function readText(response: Response, max: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    if (Number(response.headers.get("content-length")) > max) return;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.length;
      if (size > max) return;
    }
  } finally {
    // Gives up the rest; of a body that was read, or broke off, nothing is left.
    reader.cancel().catch(() => {});
  }
  const bytes = new Uint8Array(size);
  for (const chunk of chunks.reverse()) {
    size -= chunk.length;
    bytes.set(chunk, size);
  }
  return new TextDecoder().decode(bytes);
}
