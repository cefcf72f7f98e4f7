import { Profile } from "../../../lexicons/app/bsky/actor/profile.ts";
import { putRecord } from "../../../lexicons/com/atproto/repo/putRecord.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { changeRecord } from "../../refs/changeRecord.ts";
import { checkOwn } from "../../refs/checkOwn.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { toStrongRef } from "../../refs/toStrongRef.ts";

/**
 * Pins one of one's own posts to one's profile, in place of the one that was pinned. What others change of the profile at the same
 * time is kept.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await pin(client, await post(client, "Who I am"));
 * ```
 */
export async function pin(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), putRecord);
  const subject = await resolveSubject(client, post, left());
  checkOwn(subject, repo);
  const pinnedPost = await toStrongRef(client, subject, left(), storedCid);
  const change = (profile: Profile): Profile => ({ ...profile, pinnedPost });
  return changeRecord(client, Profile, { repo, rkey: "self" }, { change, initial: {}, left });
}
