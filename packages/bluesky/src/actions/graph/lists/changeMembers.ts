import { Listitem } from "../../../lexicons/app/bsky/graph/listitem.ts";
import { applyWrites } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import type { SpentPoints } from "../../../records/plan/contract/WriteLimits.ts";
import { buildWrite, type Write } from "../../../records/single/buildWrite.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { checkOwn } from "../../refs/checkOwn.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveActors } from "../../refs/resolveActor.ts";
import { resolveList } from "../find/resolveList.ts";
import type { ManyWritesOptions } from "./ManyWritesOptions.ts";
import { readItems } from "./readItems.ts";
import { runWrites } from "./runWrites.ts";

/** What was changed of a list's members. */
export interface MembersChanged extends Done {
  /** The DIDs of those who were put on the list. What a checkpoint had left is not in it. */
  readonly added: readonly string[];
  /** The DIDs of those who were taken off. */
  readonly removed: readonly string[];
  /** What was spent of the write budget in the last day: the option `spent` of the next call. */
  readonly spent: readonly SpentPoints[];
}

/** Of whom there is to be what: all who are on the list, and those who are given. */
export type ChooseMembers = (
  members: ReadonlyMap<string, readonly string[]>,
  given: ReadonlySet<string>,
) => {
  /** Who is to be put on it. */
  readonly add: readonly string[];
  /** The URIs of the records that are to go. */
  readonly remove: readonly string[];
};

/**
 * Changes who is on one of the account's own lists.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`, `wrong_repo`
 * @throws {WritePlanError}
 * @throws {CallError}
 */
export async function changeMembers(
  client: ClientLike,
  ref: SubjectRef,
  { actors, choose }: { readonly actors: Iterable<ActorRef>; readonly choose: ChooseMembers },
  options: ManyWritesOptions,
): Promise<MembersChanged> {
  const left = (): CallOptions => ({ signal: options.signal });
  const { repo } = await chooseRepo(client, undefined, left(), applyWrites);
  const list = await resolveList(client, ref, left);
  checkOwn(list, repo);
  const { uri } = list;
  const given = new Set(await resolveActors(client, actors, left));
  const [added, removed] = [new Set<string>(), new Set<string>()];
  const next = async (): Promise<readonly Write[]> => {
    const members = await readItems(client, { uri, repo }, left());
    const { add, remove } = choose(members, given);
    const gone = new Set(remove);
    for (const did of add) added.add(did);
    for (const [did, items] of members) if (items.every((item) => gone.has(item))) removed.add(did);
    return [
      ...remove.map((item) => buildWrite.delete(Listitem, item)),
      ...add.map((subject) => buildWrite.create(Listitem, { subject, list: uri })),
    ];
  };
  const { count, spent } = await runWrites(client, { repo, list: uri, next }, options);
  return { uri, done: count > 0, added: [...added], removed: [...removed], spent };
}
