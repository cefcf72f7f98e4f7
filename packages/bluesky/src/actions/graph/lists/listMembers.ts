import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import { getList } from "../../../lexicons/app/bsky/graph/getList.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import type { PeopleOptions } from "../find/PeopleOptions.ts";
import { resolveList } from "../find/resolveList.ts";

/**
 * Those who are on a list, anybody's, or in a starter pack, as the AppView knows them.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { handle } of listMembers(client, "https://bsky.app/profile/carol.example.com/lists/3jzfcijpj2z2a")) console.log(handle);
 * ```
 */
export async function* listMembers(
  client: ClientLike,
  list: SubjectRef,
  options: PeopleOptions = {},
): AsyncGenerator<ProfileView, void, undefined> {
  const { max: _, ...rest } = options;
  const { uri } = await resolveList(client, list, () => rest);
  for await (const { subject } of getList.items(client, { list: uri, limit: 100 }, options)) yield subject;
}
