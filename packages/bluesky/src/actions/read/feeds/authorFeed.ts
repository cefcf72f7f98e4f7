import { getAuthorFeed } from "../../../lexicons/app/bsky/feed/getAuthorFeed.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { toAtIdentifier } from "../../refs/toAtIdentifier.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import type { FeedItem } from "../views/TypedPost.ts";
import { readFeed } from "./readFeed.ts";

/** What of an author's posts is read. Reposts are there too, except with `media` and `video`. */
export type AuthorFilter = keyof typeof FILTERS;

const FILTERS = {
  all: "posts_with_replies",
  posts: "posts_no_replies",
  threads: "posts_and_author_threads",
  media: "posts_with_media",
  video: "posts_with_video",
} as const;

/** Options of {@link authorFeed}. */
export interface AuthorFeedOptions extends ReadOptions<FeedItem> {
  /**
   * `all`: posts, replies and reposts; `posts`: no replies; `threads`: replies to oneself only; `media`: what has images or a video;
   * `video`: what has a video.
   *
   * @default "all"
   */
  readonly filter?: AuthorFilter | undefined;
  /** Whether the pinned post comes first. A date as `until` does not stop at it. @default false */
  readonly includePins?: boolean | undefined;
}

/**
 * What an account has posted and reposted, the newest first.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { post } of authorFeed(client, "bsky.app", { filter: "threads", max: 50 })) console.log(post.record?.text);
 * ```
 */
export function authorFeed(
  client: ClientLike,
  actor: ActorRef,
  options: AuthorFeedOptions = {},
): AsyncGenerator<FeedItem, void, undefined> {
  const { filter = "all", includePins, ...read } = options;
  return readFeed(async function* (limit, rest) {
    const params = { actor: toAtIdentifier(client, actor), filter: FILTERS[filter] ?? filter, includePins, limit };
    yield* getAuthorFeed.pages(client, params, rest);
  }, read);
}
