import { Follow } from "../../../lexicons/app/bsky/graph/follow.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { BotEvent, BotOptions } from "./BotOptions.ts";
import { listen } from "./listen.ts";

/**
 * Calls a function with each follow of the account, as `onMention` does.
 *
 * @throws {InvalidOptionError} also if the cursor is of something else, or another account
 * @throws {CallError} if a look fails and another one would, too; other failures are told to `onError`
 * @throws {StreamError} what ends the `stream`
 * @throws {unknown} what the function and the cursor's store throw
 * @example
 * ```ts
 * await onFollow(client, ({ did }) => follow(client, did), { cursor: fileCursor("follows.json") });
 * ```
 */
export async function onFollow(
  client: ClientLike,
  handler: (follow: BotEvent<Follow>) => unknown,
  options: BotOptions = {},
): Promise<void> {
  await listen(client, handler, options, {
    reason: "follow",
    schema: Follow,
    isAbout: ({ subject }, did) => subject === did,
  });
}
