import { getListFeed } from "../../../lexicons/app/bsky/feed/getListFeed.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import type { FeedItem } from "../views/TypedPost.ts";
import { readFeed } from "./readFeed.ts";

/**
 * The posts of those who are on a list, the newest first.
 *
 * @param list its AT URI, the URL of its page, or its view
 * @throws {InvalidOptionError}
 * @throws {PostError} `post_not_found` if nobody has the handle in its URI
 * @throws {CallError}
 * @example
 * ```ts
 * const yesterday = new Date(Date.now() - 86_400_000);
 * for await (const { post } of listFeed(client, listUri, { until: yesterday })) console.log(post.record?.text);
 * ```
 */
export function listFeed(
  client: ClientLike,
  list: SubjectRef,
  options: ReadOptions<FeedItem> = {},
): AsyncGenerator<FeedItem, void, undefined> {
  return readFeed(async function* (limit, rest) {
    const { uri } = await resolveSubject(client, list, rest);
    yield* getListFeed.pages(client, { list: uri, limit }, rest);
  }, options);
}
