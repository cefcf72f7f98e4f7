import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { changeMembers, type MembersChanged } from "./changeMembers.ts";
import type { ManyWritesOptions } from "./ManyWritesOptions.ts";

/**
 * Puts accounts on one of one's own lists, or into a starter pack. Those who are there already stay, once. It can be as many as
 * one likes: they are written in batches within the account's write budget. If it is stopped, do it again: nobody is there twice.
 *
 * @throws {ActorError} `actor_not_found`; then nothing was written
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {WritePlanError}
 * @throws {CallError}
 * @example
 * ```ts
 * await addMembers(client, list.uri, ["alice.example.com", post.author]);
 * ```
 */
export function addMembers(
  client: ClientLike,
  list: SubjectRef,
  actors: Iterable<ActorRef>,
  options: ManyWritesOptions = {},
): Promise<MembersChanged> {
  const choose = (members: ReadonlyMap<string, unknown>, given: ReadonlySet<string>) => ({
    add: [...given].filter((did) => !members.has(did)),
    remove: [],
  });
  return changeMembers(client, list, { actors, choose }, options);
}
