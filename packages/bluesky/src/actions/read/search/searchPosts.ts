import { searchPosts as search } from "../../../lexicons/app/bsky/feed/searchPosts.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PagesOptions } from "../../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import { readItems } from "../readItems.ts";
import type { TypedPost } from "../views/TypedPost.ts";
import { toTypedPost } from "../views/toTypedPost.ts";
import type { PostQuery } from "./PostQuery.ts";
import { toSearchParams } from "./toSearchParams.ts";

/** Options of {@link searchPosts}. */
export interface SearchPostsOptions extends ReadOptions<TypedPost> {
  /** Whether the newest or the best come first. @default "latest" */
  readonly sort?: "latest" | "top" | undefined;
}

/**
 * Searches for posts by words, authors, mentions, times, languages, links and tags. All of these must hold at once. Bluesky's servers
 * want a session for that.
 *
 * @param query what to look for; a string is its `text`
 * @throws {InvalidOptionError} if there is nothing to look for, or it makes no sense
 * @throws {CallError}
 * @example
 * ```ts
 * const query = { text: '"open network"', from: "bsky.app", tag: "atproto", since: new Date("2026-01-01") };
 * for await (const post of searchPosts(client, query, { max: 100 })) console.log(post.record?.text);
 * ```
 */
export function searchPosts(
  client: ClientLike,
  query: string | PostQuery,
  options: SearchPostsOptions = {},
): AsyncGenerator<TypedPost, void, undefined> {
  const { sort, ...read } = options;
  const pages = async function* (limit: number, rest: PagesOptions): AsyncGenerator<TypedPost[], void, undefined> {
    const params = { ...toSearchParams(client, query), sort, limit };
    for await (const { posts } of search.pages(client, params, rest)) yield posts.map(toTypedPost);
  };
  return readItems({ pages, markOf: ({ uri, indexedAt }) => ({ uri, at: indexedAt }) }, read);
}
