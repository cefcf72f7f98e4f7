import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { BotEvent, BotOptions } from "./BotOptions.ts";
import { listen } from "./listen.ts";

/**
 * Calls a function with each post that mentions the account, the oldest first, one after the other. The next one waits until it is
 * done, and then the cursor is saved: a program that is killed gets the one that it was working on again.
 *
 * It resolves when it was ended by its signal, or its stream.
 *
 * @throws {InvalidOptionError} also if the cursor is of something else, or another account
 * @throws {CallError} if a look fails and another one would, too; other failures are told to `onError`
 * @throws {StreamError} what ends the `stream`
 * @throws {unknown} what the function and the cursor's store throw
 * @example
 * ```ts
 * await onMention(client, (post) => reply(client, post, "You called?"), { cursor: fileCursor("mentions.json") });
 * ```
 */
export async function onMention(
  client: ClientLike,
  handler: (post: BotEvent<Post>) => unknown,
  options: BotOptions = {},
): Promise<void> {
  await listen(client, handler, options, {
    reason: "mention",
    schema: Post,
    isAbout: ({ facets = [] }, did) =>
      facets.some(({ features }) =>
        features.some((feature) => feature.$type === "app.bsky.richtext.facet#mention" && feature.did === did),
      ),
  });
}
