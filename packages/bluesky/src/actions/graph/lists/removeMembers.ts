import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { type ChooseMembers, changeMembers, type MembersChanged } from "./changeMembers.ts";
import type { ManyWritesOptions } from "./ManyWritesOptions.ts";

/**
 * Takes accounts off one of one's own lists, or out of a starter pack. Those who are not there are no error. Otherwise as
 * `addMembers`.
 *
 * @throws {ActorError} `actor_not_found`; then nothing was written. A DID is taken off whether or not the account is there
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {WritePlanError}
 * @throws {CallError}
 * @example
 * ```ts
 * await removeMembers(client, list.uri, ["bob.example.com"]);
 * ```
 */
export function removeMembers(
  client: ClientLike,
  list: SubjectRef,
  actors: Iterable<ActorRef>,
  options: ManyWritesOptions = {},
): Promise<MembersChanged> {
  const choose: ChooseMembers = (members, given) => ({
    add: [],
    remove: [...given].flatMap((did) => members.get(did) ?? []),
  });
  return changeMembers(client, list, { actors, choose }, options);
}
