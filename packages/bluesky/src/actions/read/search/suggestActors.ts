import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import { getSuggestions } from "../../../lexicons/app/bsky/actor/getSuggestions.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PagesOptions } from "../../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import { readItems } from "../readItems.ts";
import { markOfActor } from "./markOfActor.ts";

/**
 * People whom the account might want to follow, as the server sees it.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { handle } of suggestActors(client, { max: 10 })) console.log(handle);
 * ```
 */
export function suggestActors(
  client: ClientLike,
  options: ReadOptions<ProfileView> = {},
): AsyncGenerator<ProfileView, void, undefined> {
  const pages = async function* (limit: number, rest: PagesOptions): AsyncGenerator<ProfileView[], void, undefined> {
    for await (const { actors } of getSuggestions.pages(client, { limit }, rest)) yield actors;
  };
  return readItems({ pages, markOf: markOfActor }, options);
}
