import type { Bluesky, Session } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { Facet } from "bluesky/app/bsky/richtext/facet";
import type { WrittenRecord } from "bluesky/records";
import { expect } from "../expect.ts";
import { drawSunset } from "../picture.ts";
import type { Say } from "../Step.ts";

const text = "Sunset over the sea 🌅 with @bob.test, more at https://example.com #sunset";
const alt = "The sun goes down in a red sky";

/** Posts a text with a mention, a link and a tag, and a picture with a description. */
export async function post(say: Say, alice: Bluesky<Session>, bob: Bluesky<Session>): Promise<WrittenRecord> {
  const picture = new Blob([drawSunset(160, 90)], { type: "image/png" });
  const { blob: image } = await alice.com.atproto.repo.uploadBlob(picture);
  expect(image.size === picture.size, `a blob of ${picture.size} bytes, got ${image.size}`);
  const facets: Facet[] = [
    { index: rangeOf("@bob.test"), features: [{ $type: "app.bsky.richtext.facet#mention", did: bob.did }] },
    {
      index: rangeOf("https://example.com"),
      features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://example.com" }],
    },
    { index: rangeOf("#sunset"), features: [{ $type: "app.bsky.richtext.facet#tag", tag: "sunset" }] },
  ];
  const created = await alice.records.create(Post, {
    text,
    facets,
    langs: ["en"],
    embed: { $type: "app.bsky.embed.images", images: [{ image, alt, aspectRatio: { width: 160, height: 90 } }] },
  });
  const { value } = await alice.records.get(Post, created);
  expect(value.text === text && value.facets?.length === 3, `the post as it was written, got ${JSON.stringify(value)}`);
  say(created.uri);
  say(`"${text}"`);
  say(`a mention, a link, a tag, and a picture of ${image.size} bytes: "${alt}"`);
  return created;
}

/** Where a part of the text is, in bytes of UTF-8. */
function rangeOf(part: string): { byteStart: number; byteEnd: number } {
  const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(part)));
  return { byteStart, byteEnd: byteStart + Buffer.byteLength(part) };
}
