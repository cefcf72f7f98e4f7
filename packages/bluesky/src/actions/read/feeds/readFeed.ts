import type { FeedViewPost } from "../../../lexicons/app/bsky/feed/defs.ts";
import type { PagesOptions } from "../../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import { readItems } from "../readItems.ts";
import type { Mark } from "../toTest.ts";
import type { FeedItem } from "../views/TypedPost.ts";
import { toFeedItem } from "../views/toTypedPost.ts";

/** Pages of a feed, as operations give them. */
type FeedPages = AsyncGenerator<{ readonly feed: readonly FeedViewPost[] }, void, undefined>;

/**
 * The items of a feed, with typed records.
 *
 * @param open begins to read, with pages of some size
 * @throws {InvalidOptionError}
 * @throws {CallError}
 */
export function readFeed(
  open: (limit: number, options: PagesOptions) => FeedPages,
  options: ReadOptions<FeedItem>,
): AsyncGenerator<FeedItem, void, undefined> {
  const pages = async function* (limit: number, rest: PagesOptions): AsyncGenerator<FeedItem[], void, undefined> {
    for await (const { feed } of open(limit, rest)) yield feed.map(toFeedItem);
  };
  return readItems({ pages, markOf }, options);
}

/** When an item came to where it is: a repost later than its post. What is pinned stands above all that is newer. */
function markOf({ post, reason }: FeedItem): Mark {
  const { uri } = post;
  if (reason?.$type === "app.bsky.feed.defs#reasonPin") return { uri };
  return { uri, at: reason?.$type === "app.bsky.feed.defs#reasonRepost" ? reason.indexedAt : post.indexedAt };
}
