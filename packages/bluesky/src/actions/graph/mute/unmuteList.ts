import { unmuteActorList } from "../../../lexicons/app/bsky/graph/unmuteActorList.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { readList } from "../find/readProfile.ts";
import { resolveList } from "../find/resolveList.ts";

/**
 * Mutes a list no longer. Whoever is muted by themselves stays so.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await unmuteList(client, "https://bsky.app/profile/carol.example.com/lists/3jzfcijpj2z2a");
 * ```
 */
export async function unmuteList(client: ClientLike, list: SubjectRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { uri } = await resolveList(client, list, left);
  const view = await readList(client, uri, left());
  const done = !view || view.viewer.muted === true;
  if (done) await unmuteActorList(client, { list: uri }, { ...left(), idempotent: true });
  return { uri, done };
}
