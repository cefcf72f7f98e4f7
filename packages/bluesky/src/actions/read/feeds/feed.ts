import { getFeed } from "../../../lexicons/app/bsky/feed/getFeed.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import type { FeedItem } from "../views/TypedPost.ts";
import { readFeed } from "./readFeed.ts";

/**
 * The posts of a feed, whoever generates it, in the feed's order.
 *
 * @param generator its AT URI, the URL of its page, or its view
 * @throws {InvalidOptionError}
 * @throws {PostError} `post_not_found` if nobody has the handle in its URI
 * @throws {CallError}
 * @example
 * ```ts
 * const url = "https://bsky.app/profile/bsky.app/feed/whats-hot";
 * for await (const { post } of feed(client, url, { max: 30 })) console.log(post.author.handle, post.record?.text);
 * ```
 */
export function feed(
  client: ClientLike,
  generator: SubjectRef,
  options: ReadOptions<FeedItem> = {},
): AsyncGenerator<FeedItem, void, undefined> {
  return readFeed(async function* (limit, rest) {
    const { uri } = await resolveSubject(client, generator, rest);
    yield* getFeed.pages(client, { feed: uri, limit }, rest);
  }, options);
}
