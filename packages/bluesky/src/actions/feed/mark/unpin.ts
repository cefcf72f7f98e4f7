import { Profile } from "../../../lexicons/app/bsky/actor/profile.ts";
import { putRecord } from "../../../lexicons/com/atproto/repo/putRecord.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { changeRecord } from "../../refs/changeRecord.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";

/**
 * Takes a post off the top of one's profile. Where another one is pinned, or none, nothing changes.
 *
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * const { value } = await get(client, Profile, {});
 * if (value.pinnedPost) await unpin(client, value.pinnedPost);
 * ```
 */
export async function unpin(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), putRecord);
  const { uri } = await resolveSubject(client, post, left());
  const change = ({ pinnedPost, ...profile }: Profile): Profile | undefined =>
    pinnedPost?.uri === uri ? profile : undefined;
  const { uri: changed, done } = await changeRecord(
    client,
    Profile,
    { repo, rkey: "self" },
    { change, initial: {}, left },
  );
  return { uri: done ? changed : uri, done };
}
