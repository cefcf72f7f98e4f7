import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import { updateSeen } from "../../../lexicons/app/bsky/notification/updateSeen.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";

/** Options of {@link markSeen}. */
export interface MarkSeenOptions extends CallOptions {
  /**
   * Up to which moment, or up to and with which notification. A server never goes back.
   *
   * @default now
   */
  readonly upTo?: Date | string | Pick<Notification, "indexedAt"> | undefined;
}

/**
 * Marks the account's notifications as seen, as opening the app does. The app on other devices follows.
 *
 * @returns the moment, as a datetime
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await markSeen(client, { upTo: notification });
 * ```
 */
export async function markSeen(client: ClientLike, options: MarkSeenOptions = {}): Promise<string> {
  const { upTo = new Date(), ...rest } = options;
  // Seen is what is older.
  const isNotification = typeof upTo === "object" && "indexedAt" in upTo;
  const moment = isNotification ? new Date(Date.parse(upTo.indexedAt) + 1) : new Date(upTo);
  if (Number.isNaN(moment.getTime())) {
    throw invalidOption("upTo", "Expected a Date, a datetime or a notification as `upTo`.");
  }
  const seenAt = moment.toISOString();
  await updateSeen(client, { seenAt }, { ...rest, idempotent: true });
  return seenAt;
}
