import { Profile } from "../../../lexicons/app/bsky/actor/profile.ts";
import { getRecord } from "../../../lexicons/com/atproto/repo/getRecord.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { update } from "../../../records/single/update.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
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
  const subject = await resolveSubject(client, post, left());
  let done = false;
  const change = ({ pinnedPost, ...profile }: Profile): Profile | undefined => {
    done = pinnedPost?.uri === subject.uri;
    return done ? profile : undefined;
  };
  try {
    const { uri } = await update(client, Profile, {}, change, left());
    return { uri, done };
  } catch (error) {
    if (getRecord.isError(error, "RecordNotFound")) return { uri: subject.uri, done: false };
    throw error;
  }
}
