import { Starterpack } from "../../../lexicons/app/bsky/graph/starterpack.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { editRecord } from "./editRecord.ts";
import { applyEdit, type ListEdit } from "./ListParts.ts";

/** A change of a starter pack. What is not said stays as it is; what is null goes. */
export interface StarterPackEdit extends Omit<ListEdit, "avatar"> {
  /** Its feeds, up to three, in place of those that it has. */
  readonly feeds?: readonly SubjectRef[] | null | undefined;
}

/**
 * Changes the name, the description or the feeds of one of one's own starter packs. `addMembers`, `removeMembers` and
 * `setMembers` change who is in it.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await editStarterPack(client, pack, { name: "Birds and bats", feeds: [feed] });
 * ```
 */
export async function editStarterPack(
  client: ClientLike,
  pack: SubjectRef,
  change: StarterPackEdit,
  options: CallOptions = {},
): Promise<Done> {
  const { feeds, ...edit } = change;
  const left = countDown(client, options);
  const shown = await Promise.all(
    (feeds ?? []).map(async (feed) => ({ uri: (await resolveSubject(client, feed, left())).uri })),
  );
  const apply = (record: Starterpack): Starterpack => {
    const { feeds: old, ...rest } = applyEdit(record, edit);
    const kept = feeds === undefined ? old : shown;
    return { ...rest, ...(kept?.length && { feeds: kept }) };
  };
  return editRecord(client, Starterpack, { ref: pack, change: apply, left });
}
