import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { BotEvent, BotOptions } from "./BotOptions.ts";
import { listen } from "./listen.ts";

/**
 * Calls a function with each reply to a post of the account, or in a thread that it began, as `onMention` does.
 *
 * @throws {InvalidOptionError} also if the cursor is of something else, or another account
 * @throws {CallError} if a look fails and another one would, too; other failures are told to `onError`
 * @throws {StreamError} what ends the `stream`
 * @throws {unknown} what the function and the cursor's store throw
 * @example
 * ```ts
 * await onReply(client, async (post) => { await like(client, post); }, { cursor: fileCursor("replies.json") });
 * ```
 */
export async function onReply(
  client: ClientLike,
  handler: (post: BotEvent<Post>) => unknown,
  options: BotOptions = {},
): Promise<void> {
  await listen(client, handler, options, {
    reason: "reply",
    schema: Post,
    isAbout({ reply }, did) {
      const own = `at://${did}/`;
      return reply !== undefined && (reply.parent.uri.startsWith(own) || reply.root.uri.startsWith(own));
    },
  });
}
