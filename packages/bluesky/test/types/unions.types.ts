import type { View as ImagesView } from "bluesky/app/bsky/embed/images";
import type { FeedViewPost, PostView, ReasonPin, ReasonRepost } from "bluesky/app/bsky/feed/defs";
import type { Post } from "bluesky/app/bsky/feed/post";
import { type UnknownVariant, variant } from "bluesky/schema";
import type { Equal, Expect } from "./Equal.ts";

type Embed = NonNullable<PostView["embed"]>;

/** `$type` narrows an open union. */
export function narrows(embed: Embed): number {
  switch (embed.$type) {
    case "app.bsky.embed.images#view": {
      const view: ImagesView = embed;
      return view.images.length;
    }
    case "app.bsky.embed.external#view":
      return embed.external.title.length;
    case "app.bsky.embed.record#view":
      // Unions nest.
      return embed.record.$type === "app.bsky.embed.record#viewRecord" ? embed.record.author.did.length : 0;
    case "app.bsky.embed.recordWithMedia#view":
      return embed.media.$type === "app.bsky.embed.video#view" ? embed.media.playlist.length : 0;
    default:
      return 0;
  }
}

/** So does `if`, on an optional union. */
export function narrowsByIf({ reason }: FeedViewPost): string | undefined {
  if (reason?.$type === "app.bsky.feed.defs#reasonRepost") {
    type _ = Expect<Equal<typeof reason, ReasonRepost & { $type: "app.bsky.feed.defs#reasonRepost" }>>;
    return reason.by.handle;
  }
  // @ts-expect-error: who reposted is not to be had before it is known to be a repost
  return reason?.by.handle;
}

/** A typo in a `case` is an error. */
export function typoInCase(embed: Embed): void {
  switch (embed.$type) {
    // @ts-expect-error: it is app.bsky.embed.images#view
    case "app.bsky.embed.image#view":
      break;
    default:
  }
  // @ts-expect-error: nor can it be compared with what no variant has
  if (embed.$type === "app.bsky.embed.images") return;
}

/** What remains in `default` is the unknown variant, and can be passed on. */
export function passedOn(reason: NonNullable<FeedViewPost["reason"]>): FeedViewPost["reason"] {
  switch (reason.$type) {
    case "app.bsky.feed.defs#reasonRepost":
    case "app.bsky.feed.defs#reasonPin":
      return reason;
    default: {
      type _ = Expect<Equal<typeof reason, UnknownVariant>>;
      const field: unknown = reason.anything;
      return field === undefined ? undefined : reason;
    }
  }
}

/** A union whose variants are all handled is not exhausted: others may come. */
export function notExhausted(reason: NonNullable<FeedViewPost["reason"]>): string {
  switch (reason.$type) {
    case "app.bsky.feed.defs#reasonRepost":
      return "repost";
    case "app.bsky.feed.defs#reasonPin":
      return "pin";
    default:
      // @ts-expect-error: there is an unknown variant left
      return reason satisfies never;
  }
}

const createdAt = "2026-11-23T00:00:00.000Z";

/** Literals: a variant is written with its `$type`. */
export const known: Post = { text: "", createdAt, embed: { $type: "app.bsky.embed.images", images: [] } };
export const pin: FeedViewPost["reason"] = { $type: "app.bsky.feed.defs#reasonPin" };
// @ts-expect-error: a typo in the `$type` of a literal
export const typo: Post = { text: "", createdAt, embed: { $type: "app.bsky.embed.imgs", images: [] } };
// @ts-expect-error: a typo in a field of a variant
export const field: Post = { text: "", createdAt, embed: { $type: "app.bsky.embed.images", image: [] } };
// @ts-expect-error: a variant without its `$type`
export const untagged: Post = { text: "", createdAt, embed: { images: [] } };

/** A variant of somebody else goes through `variant`. */
export const foreign: Post = { text: "", createdAt, embed: variant({ $type: "com.example.embed", anything: 1 }) };
// @ts-expect-error: not without it
export const foreignLiteral: Post = { text: "", createdAt, embed: { $type: "com.example.embed" } };
// @ts-expect-error: a variant has a `$type`
export const noType: UnknownVariant = variant({ anything: 1 });

/** `$type` is optional on an object that is not in a union. */
export const plain: ReasonPin = {};
export const tagged: ReasonPin = { $type: "app.bsky.feed.defs#reasonPin" };
// @ts-expect-error: but it cannot be another
export const other: ReasonPin = { $type: "app.bsky.feed.defs#reasonRepost" };
