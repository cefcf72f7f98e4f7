import { muteThread as mute } from "../../../lexicons/app/bsky/graph/muteThread.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { findThread } from "./findThread.ts";

/**
 * Mutes the thread that a post is in: one hears of no replies in it any more.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await muteThread(client, notification.uri);
 * ```
 */
export async function muteThread(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  const { root, isMuted, left } = await findThread(client, post, options);
  if (!isMuted) await mute(client, { root }, { ...left(), idempotent: true });
  return { uri: root, done: !isMuted };
}
