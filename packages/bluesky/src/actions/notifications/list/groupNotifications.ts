import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";

/** Notifications that say the same: several people like one post, say. */
export interface NotificationGroup {
  /** Why they came. */
  readonly reason: Notification["reason"];
  /** The AT URI of what they are about. */
  readonly reasonSubject: string | undefined;
  /** Who did it, each once, the latest first. */
  readonly authors: readonly ProfileView[];
  /** All of them, the newest first. At least one. */
  readonly notifications: readonly Notification[];
  /** Whether all of them were seen. */
  readonly isRead: boolean;
  /** When the newest one came, as a datetime. */
  readonly indexedAt: string;
}

/** Options of {@link groupNotifications}. */
export interface GroupOptions {
  /** How much older than the newest one of its group a notification can be, in milliseconds. @default 172_800_000, two days */
  readonly within?: number | undefined;
  /** Which reasons are put together. @default likes, reposts, follows and posts of those to whose posts one has subscribed */
  readonly reasons?: readonly string[] | undefined;
}

const REASONS = ["like", "repost", "follow", "like-via-repost", "repost-via-repost", "subscribed-post"];

/**
 * Puts notifications together that say the same of the same subject, as the app does. What was seen and what was not are never in one
 * group. A group stands where its newest one stood.
 *
 * @param notifications the newest first
 * @example
 * ```ts
 * import type { Notification } from "bluesky/app/bsky/notification/listNotifications";
 *
 * const notifications: Notification[] = [];
 * for await (const one of readNotifications(client, { max: 100 })) notifications.push(one);
 * for (const { reason, authors } of groupNotifications(notifications)) console.log(authors.length, reason);
 * ```
 */
export function groupNotifications(
  notifications: readonly Notification[],
  options: GroupOptions = {},
): NotificationGroup[] {
  const { within = 172_800_000, reasons = REASONS } = options;
  const groups: [Notification, ...Notification[]][] = [];
  const open = new Map<string, [Notification, ...Notification[]]>();
  for (const notification of notifications) {
    const { reason, reasonSubject = "", isRead, author, indexedAt } = notification;
    // Of posts that one has subscribed to, each author's make a group: they have no subject in common.
    const about = reason === "subscribed-post" ? author.did : reasonSubject;
    const key = [reason, isRead, about].join(" ");
    const group = open.get(key);
    const isNear = group && Date.parse(group[0].indexedAt) - Date.parse(indexedAt) <= within;
    if (isNear && reasons.includes(reason)) {
      group.push(notification);
      continue;
    }
    const fresh: [Notification, ...Notification[]] = [notification];
    groups.push(fresh);
    open.set(key, fresh);
  }
  return groups.map((group) => toGroup(group));
}

function toGroup(notifications: readonly [Notification, ...Notification[]]): NotificationGroup {
  const [{ reason, reasonSubject, isRead, indexedAt }] = notifications;
  const authors = new Map<string, ProfileView>();
  for (const { author } of notifications) if (!authors.has(author.did)) authors.set(author.did, author);
  return { reason, reasonSubject, authors: [...authors.values()], notifications, isRead, indexedAt };
}
