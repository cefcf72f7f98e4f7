import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import { hashText } from "../../../records/plan/writes/hashText.ts";

/** When a server lists it. */
export function timeOf({ indexedAt }: Notification): number {
  return Date.parse(indexedAt);
}

/** The same record may tell the same account of several things. */
export function keyOf({ uri, reason, reasonSubject = "" }: Notification): number {
  return hashText(`${uri} ${reason} ${reasonSubject}`);
}

/** The time that a cursor says, in milliseconds; undefined where it says none. */
export function cursorTime(cursor: string | undefined): number | undefined {
  return cursor !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(cursor) ? Date.parse(cursor) : undefined;
}

/**
 * How low a page has come, in milliseconds: it may be empty, or end with one that the server leaves out, and its cursor says it then.
 */
export function lowestOf(notifications: readonly Notification[], cursor: string | undefined): number | undefined {
  const times = [...notifications.map(timeOf), cursorTime(cursor)].filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}
