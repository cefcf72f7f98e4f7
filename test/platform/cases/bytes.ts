import { exportAccountData } from "bluesky/chat/bsky/actor";
import { type Client, createClient } from "bluesky/client";
import { uploadBlob } from "bluesky/com/atproto/repo";
import { getBlob } from "bluesky/com/atproto/sync";
import { accountAt, did } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0);
const blob = { did, cid: "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku" };

const clientAt = (origin: string): Client => accountAt(origin, { retry: false });

export const cases: Cases = {
  "bytes are sent, and received": async ({ origin }) => {
    const client = clientAt(origin);
    const { blob: sent } = await uploadBlob(client, png, { encoding: "image/png" });
    same([sent.mimeType, sent.size], ["image/png", 12]);
    same([...(await (await getBlob(client, blob)).bytes())], [...png]);
  },

  "what an image is is seen by its first bytes": async ({ origin }) => {
    same((await uploadBlob(clientAt(origin), png)).blob.mimeType, "image/png");
  },

  "a Blob is sent, and received": async ({ origin }) => {
    const client = clientAt(origin);
    same((await uploadBlob(client, new Blob([png], { type: "image/png" }))).blob.size, 12);
    same((await (await getBlob(client, blob)).blob()).size, 12);
  },

  "a File is sent": async ({ origin }) => {
    const file = new File([png], "a.png", { type: "image/png" });
    same((await uploadBlob(clientAt(origin), file)).blob.size, 12);
  },

  "a stream is sent": async ({ origin }) => {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(png);
        controller.close();
      },
    });
    same((await uploadBlob(clientAt(origin), stream, { encoding: "image/png" })).blob.size, 12);
  },

  "what is iterated over is sent": async ({ origin }) => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield png;
      yield png;
    }
    same((await uploadBlob(clientAt(origin), chunks(), { encoding: "image/png" })).blob.size, 24);
  },

  "an answer is read in chunks": async ({ origin }) => {
    const client = clientAt(origin);
    await uploadBlob(client, png, { encoding: "image/png" });
    let size = 0;
    for await (const chunk of await getBlob(client, blob)) size += chunk.length;
    same(size, 12);
  },

  "an answer is not read": async ({ origin }) => (await getBlob(clientAt(origin), blob)).cancel(),

  "an answer that stops ends in time": async () => {
    const fetch = async (): Promise<Response> => new Response(new ReadableStream());
    const client = createClient({ service: "http://127.0.0.1:1", fetch });
    await fails("timeout", async () => (await getBlob(client, blob, { timeout: 5 })).bytes());
  },

  "an answer is read line by line": async ({ origin }) => {
    const lines: unknown[] = [];
    for await (const line of await exportAccountData(clientAt(origin))) lines.push(line);
    same(lines, [{ text: "ü" }, { text: "b" }]);
  },

  "a text is refused": async ({ origin }) => {
    // What plain JavaScript may give.
    const text = "hi" as unknown as Uint8Array;
    await fails("invalid_request", () => uploadBlob(clientAt(origin), text));
  },
};
