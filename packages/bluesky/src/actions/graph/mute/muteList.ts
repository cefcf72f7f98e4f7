import { muteActorList } from "../../../lexicons/app/bsky/graph/muteActorList.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { readList } from "../find/readProfile.ts";
import { resolveList } from "../find/resolveList.ts";

/**
 * Mutes everybody who is on a list, now and later. Nobody learns of that. The protocol has no mute of reposts or quotes only for
 * lists: `mute` does that by account.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await muteList(client, "https://bsky.app/profile/carol.example.com/lists/3jzfcijpj2z2a");
 * ```
 */
export async function muteList(client: ClientLike, list: SubjectRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { uri } = await resolveList(client, list, left);
  const done = (await readList(client, uri, left()))?.viewer.muted !== true;
  if (done) await muteActorList(client, { list: uri }, { ...left(), idempotent: true });
  return { uri, done };
}
