import { Like } from "../../../lexicons/app/bsky/feed/like.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { BotEvent, BotOptions } from "./BotOptions.ts";
import { listen } from "./listen.ts";

/**
 * Calls a function with each like of something of the account, as `onMention` does.
 *
 * @throws {InvalidOptionError} also if the cursor is of something else, or another account
 * @throws {CallError} if a look fails and another one would, too; other failures are told to `onError`
 * @throws {StreamError} what ends the `stream`
 * @throws {unknown} what the function and the cursor's store throw
 * @example
 * ```ts
 * await onLike(client, ({ did, record }) => console.log(`${did} likes ${record.subject.uri}`));
 * ```
 */
export async function onLike(
  client: ClientLike,
  handler: (like: BotEvent<Like>) => unknown,
  options: BotOptions = {},
): Promise<void> {
  await listen(client, handler, options, {
    reason: "like",
    schema: Like,
    isAbout: ({ subject }, did) => subject.uri.startsWith(`at://${did}/`),
  });
}
