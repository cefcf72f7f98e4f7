import type { AnswerBody } from "./Answer.ts";

/** The beginning of a body, and what is left of it. */
export interface Gathered {
  bytes: Buffer;
  /** Whether these bytes are all. */
  whole: boolean;
  /** The body again, from its first byte, to be used in place of the one that was read from. */
  body: AnswerBody;
}

/** Reads a body, but not much further than `limit` bytes. */
export async function gather(body: AnswerBody, limit: number): Promise<Gathered> {
  if (body instanceof Uint8Array) return { bytes: Buffer.from(body), whole: true, body };
  const iterator = body[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= limit) {
    const { value, done } = await iterator.next();
    if (done) {
      const bytes = Buffer.concat(chunks);
      return { bytes, whole: true, body: bytes };
    }
    chunks.push(value);
    size += value.byteLength;
  }
  const bytes = Buffer.concat(chunks);
  return { bytes, whole: false, body: resume(bytes, iterator) };
}

/** Reads a body to its end and forgets it: the real server has done everything then. */
export async function drain(body: AnswerBody): Promise<void> {
  if (body instanceof Uint8Array) return;
  for await (const _ of body);
}

/** The parts of a body, one after the other. */
export async function* chunksOf(body: AnswerBody): AsyncGenerator<Uint8Array> {
  if (!(body instanceof Uint8Array)) yield* body;
  else if (body.byteLength > 0) yield body;
}

async function* resume(first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
