import { unmuteThread as unmute } from "../../../lexicons/app/bsky/graph/unmuteThread.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { findThread } from "./findThread.ts";

/**
 * Has one hear of replies in a thread again.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await unmuteThread(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export async function unmuteThread(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  const { root, isMuted, left } = await findThread(client, post, options);
  await unmute(client, { root }, { ...left(), idempotent: true });
  return { uri: root, done: isMuted };
}
