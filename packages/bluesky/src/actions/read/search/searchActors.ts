import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import { searchActors as search } from "../../../lexicons/app/bsky/actor/searchActors.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PagesOptions } from "../../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import { readItems } from "../readItems.ts";
import { markOfActor } from "./markOfActor.ts";

/**
 * Searches for people, by their handles, names and descriptions.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { handle, displayName } of searchActors(client, "astronomy", { max: 20 })) console.log(handle, displayName);
 * ```
 */
export function searchActors(
  client: ClientLike,
  text: string,
  options: ReadOptions<ProfileView> = {},
): AsyncGenerator<ProfileView, void, undefined> {
  const pages = async function* (limit: number, rest: PagesOptions): AsyncGenerator<ProfileView[], void, undefined> {
    for await (const { actors } of search.pages(client, { q: text, limit }, rest)) yield actors;
  };
  return readItems({ pages, markOf: markOfActor }, options);
}
