import { getUnreadCount } from "../../../lexicons/app/bsky/notification/getUnreadCount.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";

/**
 * How many notifications were not seen yet: the number beside the bell.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * console.log(await countUnread(client));
 * ```
 */
export async function countUnread(client: ClientLike, options: CallOptions = {}): Promise<number> {
  const { count } = await getUnreadCount(client, {}, options);
  return count;
}
