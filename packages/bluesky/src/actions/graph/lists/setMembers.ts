import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { type ChooseMembers, changeMembers, type MembersChanged } from "./changeMembers.ts";
import type { ManyWritesOptions } from "./ManyWritesOptions.ts";

/**
 * Has these accounts on one of one's own lists, each once, and no others. Only the difference is written. If it is stopped, do it
 * again, with the last `checkpoint` if the write budget matters: in the end the list is exactly this.
 *
 * @throws {ActorError} `actor_not_found`; then nothing was written
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {WritePlanError}
 * @throws {CallError}
 * @example
 * ```ts
 * const { added, removed } = await setMembers(client, list.uri, dids, {
 *   onCheckpoint: (checkpoint) => store.set(checkpoint),
 *   checkpoint: await store.get(),
 * });
 * ```
 */
export function setMembers(
  client: ClientLike,
  list: SubjectRef,
  actors: Iterable<ActorRef>,
  options: ManyWritesOptions = {},
): Promise<MembersChanged> {
  const choose: ChooseMembers = (members, given) => ({
    add: [...given].filter((did) => !members.has(did)),
    remove: [...members].flatMap(([did, items]) => (given.has(did) ? items.slice(1) : items)),
  });
  return changeMembers(client, list, { actors, choose }, options);
}
