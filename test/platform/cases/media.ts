import { createClient } from "bluesky/client";
import { cidForBlob } from "bluesky/data";
import {
  card,
  downloadBlob,
  fetchCard,
  inspectImage,
  inspectVideo,
  media,
  postImageLimits,
  prepareImage,
} from "bluesky/media";
import { accountAt, did } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const data = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0);

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const chunk = (type: string, content: number[]): number[] => [
  0,
  0,
  0,
  content.length,
  ...letters(type),
  ...content,
  0,
  0,
  0,
  0,
];
const header = chunk("IHDR", [0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
/** A PNG of three pixels by two, as far as it is looked at without being decoded. */
const image = (...more: number[][]): Uint8Array =>
  Uint8Array.of(...png.subarray(0, 8), ...header, ...more.flat(), ...chunk("IDAT", [0]), ...chunk("IEND", []));

/** A client whose server gives these bytes for each blob. */
const serving = (bytes: Uint8Array<ArrayBuffer>) =>
  createClient({
    service: "https://pds.example.com",
    route: () => {},
    retry: false,
    fetch: async () => new Response(bytes, { headers: { "content-type": "image/png" } }),
  });

const html = `<!doctype html><title>A page</title><meta property="og:description" content="Gr&uuml;&szlig;e">
<meta property="og:image" content="/image.png">`;
const web: typeof fetch = async (input) =>
  `${input}`.endsWith(".png")
    ? new Response(png, { headers: { "content-type": "image/png" } })
    : new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });

export const cases: Cases = {
  "a blob is downloaded, and verified": async () => {
    const cid = await cidForBlob(data);
    const blob = await downloadBlob(serving(data), { did, cid }, { accept: "image/*" });
    same([...(await blob.bytes())], [...data]);
    let size = 0;
    for await (const chunk of await downloadBlob(serving(data), { did, cid })) size += chunk.length;
    same(size, 1000);
  },

  "a blob that is something else has no end": async () => {
    const cid = await cidForBlob(data);
    const { stream } = await downloadBlob(serving(png), { did, cid });
    await fails("blob_mismatch", () => stream.getReader().read());
    await fails("blob_refused", async () => (await downloadBlob(serving(data), { did, cid }, { maxSize: 10 })).bytes());
  },

  "an account without media has none": async ({ origin }) => {
    for await (const { uri } of media(accountAt(origin), did)) throw new Error(`expected nothing, got ${uri}`);
  },

  "what an image is, is seen by its bytes, and what tells of its maker goes": async () => {
    const given = image(chunk("tEXt", letters("Author\0Alice")));
    const { type, width, height } = await inspectImage(given);
    same([type, width, height], ["image/png", 3, 2]);
    const { bytes } = await prepareImage(given, postImageLimits);
    same([...bytes], [...image()]);
    await fails("unreadable_media", () => inspectImage(given.subarray(0, 40)));
  },

  "what a video is, is seen by its bytes": async () => {
    const gif = Uint8Array.of(...letters("GIF89a"), 3, 0, 2, 0, 0, 0, 0);
    const { type, width, height } = await inspectVideo(new Blob([gif]));
    same([type, width, height], ["image/gif", 3, 2]);
    await fails("unreadable_media", () => inspectVideo(new Blob([data])));
  },

  "a page is read with a fetch of one's own": async () => {
    const { title, description, image } = await fetchCard("https://example.com/", { fetch: web });
    same(
      [title, description, image?.mimeType, image?.url],
      ["A page", "Grüße", "image/png", "https://example.com/image.png"],
    );
    await fails("card_refused", () => fetchCard("http://0x7f.1/", { fetch: web }));
  },

  "a card is made of what somebody else knows": async ({ origin }) => {
    const made = card("https://example.com/", { extract: () => ({ title: "Known" }) });
    const external = await made.prepare(accountAt(origin), { left: () => ({}), dryRun: false });
    same(external, { uri: "https://example.com/", title: "Known", description: "" });
  },
};
