import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import type { Text } from "../../../richtext/model/RichText.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import type { Posted } from "../compose/Posted.ts";
import type { PostOptions } from "../compose/PostOptions.ts";
import { writePost } from "../compose/writePost.ts";

/**
 * Replies to a post. The first post of the thread is found by itself, and so is whether its author lets this account reply.
 *
 * @throws {PostError} `reply_not_allowed`, `post_not_found`
 * @throws {unknown} the same errors as `post`
 * @example
 * ```ts
 * await reply(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a", "You called?");
 * ```
 */
export function reply(
  client: ClientLike,
  parent: PostRef,
  text: Text,
  options: Omit<PostOptions, "reply" | "whoCanReply"> = {},
): Promise<Posted> {
  return writePost(client, text, { ...options, reply: parent }, storedCid);
}
