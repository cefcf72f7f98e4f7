import type { GeneratorView } from "../../../lexicons/app/bsky/feed/defs.ts";
import { getSuggestedFeeds } from "../../../lexicons/app/bsky/feed/getSuggestedFeeds.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PagesOptions } from "../../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import { readItems } from "../readItems.ts";

/**
 * Feeds that the server suggests.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { uri, displayName } of suggestFeeds(client, { max: 10 })) console.log(displayName, uri);
 * ```
 */
export function suggestFeeds(
  client: ClientLike,
  options: ReadOptions<GeneratorView> = {},
): AsyncGenerator<GeneratorView, void, undefined> {
  const pages = async function* (limit: number, rest: PagesOptions): AsyncGenerator<GeneratorView[], void, undefined> {
    for await (const { feeds } of getSuggestedFeeds.pages(client, { limit }, rest)) yield feeds;
  };
  return readItems({ pages, markOf: ({ uri, indexedAt }) => ({ uri, at: indexedAt }) }, options);
}
