import { getTimeline } from "../../../lexicons/app/bsky/feed/getTimeline.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import type { FeedItem } from "../views/TypedPost.ts";
import { readFeed } from "./readFeed.ts";

/**
 * The posts and reposts of those whom the account follows, the newest first.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { post } of timeline(client, { max: 200 })) {
 *   if (post.record?.text.includes("#atproto")) await like(client, post);
 * }
 * ```
 */
export function timeline(
  client: ClientLike,
  options: ReadOptions<FeedItem> = {},
): AsyncGenerator<FeedItem, void, undefined> {
  return readFeed((limit, rest) => getTimeline.pages(client, { limit }, rest), options);
}
