/** What reads a body in chunks. A reader of the platform's streams is one. */
export interface BodyReader {
  read(): Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>;
  cancel(reason?: unknown): Promise<void>;
}

/**
 * Begins to read a body.
 *
 * Some platforms give no body in chunks (`Response.body` is undefined there, which is not null): the whole of it is then the only
 * chunk.
 *
 * @returns `undefined` where there is none
 */
export function openBody(response: Response): BodyReader | undefined {
  const { body } = response as Partial<Response>; // as those platforms have it
  if (body) return body.getReader();
  if (body === null) return undefined;
  let whole: Promise<Uint8Array<ArrayBuffer>> | undefined;
  return {
    async read() {
      if (whole) return { done: true, value: undefined };
      whole = response.arrayBuffer().then((buffer) => new Uint8Array(buffer));
      return { done: false, value: await whole };
    },
    cancel: async () => {},
  };
}
