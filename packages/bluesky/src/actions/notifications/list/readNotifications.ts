import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PagesOptions } from "../../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "../../read/ReadOptions.ts";
import { readItems } from "../../read/readItems.ts";
import { keyOf } from "./marks.ts";
import { readBack } from "./readBack.ts";

/** Options of {@link readNotifications}. */
export interface ReadNotificationsOptions extends Omit<ReadOptions<Notification>, "maxEmptyPages"> {
  /** Which reasons are given: `mention`, `reply`, `like` ... @default all */
  readonly reasons?: readonly string[] | undefined;
}

/**
 * The account's notifications, the newest first. `streamNotifications` gives those that come.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * const unread = readNotifications(client, { until: ({ isRead }) => isRead });
 * for await (const { reason, author, ...notification } of unread) console.log(author.handle, reason, postOf(notification)?.text);
 * ```
 */
export function readNotifications(
  client: ClientLike,
  options: ReadNotificationsOptions = {},
): AsyncGenerator<Notification, void, undefined> {
  const { reasons, ...read } = options;
  const pages = async function* (limit: number, rest: PagesOptions): AsyncGenerator<Notification[], void, undefined> {
    const params = { reasons: reasons && [...reasons], limit };
    const seen = new Set<number>();
    for await (const { notifications } of readBack(client, params, rest)) {
      const fresh = notifications.filter((notification) => !seen.has(keyOf(notification)));
      for (const notification of fresh) seen.add(keyOf(notification));
      yield fresh;
    }
  };
  return readItems({ pages, markOf: ({ uri, indexedAt }) => ({ uri, at: indexedAt }) }, read);
}
