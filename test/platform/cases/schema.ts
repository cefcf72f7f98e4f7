import { getTimeline, Post } from "bluesky/app/bsky/feed";
import { variant } from "bluesky/schema";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const post = { $type: "app.bsky.feed.post", text: "hi", createdAt: "2026-01-31T12:00:00.000Z" } as const;

export const cases: Cases = {
  "records are held to their lexicon": async () => {
    same([Post.is(post), Post.is({ ...post, text: 1 })], [true, false]);
    await fails("validation_failed", () => Post.parse({ ...post, langs: ["no language"] }));
  },

  "so are texts, by their bytes and characters": () => {
    const valid = Post.safeParse({ ...post, text: "ü".repeat(300) });
    const long = Post.safeParse({ ...post, text: "ü".repeat(2000) });
    same([valid.ok, long.ok], [true, false]);
  },

  "and images, by the type that they say": () => {
    const ref = { $link: "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku" };
    const image = { $type: "blob", ref, mimeType: "image/png", size: 10 };
    const embed = { $type: "app.bsky.embed.images", images: [{ alt: "", image }] };
    same(Post.safeParse({ ...post, embed }).ok, true);
    const other = { ...embed, images: [{ alt: "", image: { ...image, mimeType: "text/plain" } }] };
    same(Post.safeParse({ ...post, embed: other }).ok, false);
  },

  "parameters of operations are": () => same(getTimeline.params.safeParse({ limit: 1000 }).ok, false),

  "what a lexicon does not know is passed on": () => {
    same(Post.is({ ...post, embed: variant({ $type: "com.example.embed", x: 1 }) }), true);
  },
};
