import type { BotEvent, BotOptions } from "../../actions/notifications/bots/BotOptions.ts";
import { onFollow } from "../../actions/notifications/bots/onFollow.ts";
import { onLike } from "../../actions/notifications/bots/onLike.ts";
import { onMention } from "../../actions/notifications/bots/onMention.ts";
import { type BotMessage, type MessageOptions, onMessage } from "../../actions/notifications/bots/onMessage.ts";
import { onReply } from "../../actions/notifications/bots/onReply.ts";
import { countUnread } from "../../actions/notifications/list/countUnread.ts";
import { type MarkSeenOptions, markSeen } from "../../actions/notifications/list/markSeen.ts";
import {
  changeNotificationPreferences,
  getNotificationPreferences,
  type NotificationPreferencesChange,
} from "../../actions/notifications/list/notificationPreferences.ts";
import {
  type ReadNotificationsOptions,
  readNotifications,
} from "../../actions/notifications/list/readNotifications.ts";
import type { StreamOptions } from "../../actions/notifications/stream/StreamOptions.ts";
import { streamNotifications } from "../../actions/notifications/stream/streamNotifications.ts";
import type { Like } from "../../lexicons/app/bsky/feed/like.ts";
import type { Post } from "../../lexicons/app/bsky/feed/post.ts";
import type { Follow } from "../../lexicons/app/bsky/graph/follow.ts";
import type { Preferences } from "../../lexicons/app/bsky/notification/defs.ts";
import type { Notification } from "../../lexicons/app/bsky/notification/listNotifications.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

/** The functions of `bluesky/actions` for notifications, bound to a client. */
export interface BoundNotifications {
  /** The account's notifications as they come, the oldest first: none is missed, none comes twice. */
  stream(options?: StreamOptions): AsyncGenerator<Notification, void, undefined>;
  /** Calls a function with each post that mentions the account. */
  onMention(handler: (post: BotEvent<Post>) => unknown, options?: BotOptions): Promise<void>;
  /** Calls a function with each reply to a post of the account, or in a thread that it began. */
  onReply(handler: (post: BotEvent<Post>) => unknown, options?: BotOptions): Promise<void>;
  /** Calls a function with each like of something of the account. */
  onLike(handler: (like: BotEvent<Like>) => unknown, options?: BotOptions): Promise<void>;
  /** Calls a function with each follow of the account. */
  onFollow(handler: (follow: BotEvent<Follow>) => unknown, options?: BotOptions): Promise<void>;
  /** Calls a function with each direct message that somebody else sends the account. */
  onMessage(handler: (message: BotMessage) => unknown, options?: MessageOptions): Promise<void>;
  /** Those that there are, the newest first. `groupNotifications` puts them together as the app does. */
  list(options?: ReadNotificationsOptions): AsyncGenerator<Notification, void, undefined>;
  /** How many were not seen yet. */
  countUnread(options?: CallOptions): Promise<number>;
  /** Marks them as seen. */
  markSeen(options?: MarkSeenOptions): Promise<string>;
  /** Of what the account wants to hear. */
  getPreferences(options?: CallOptions): Promise<Preferences>;
  /** Changes that. What is not named stays. */
  changePreferences(change: NotificationPreferencesChange, options?: CallOptions): Promise<Preferences>;
}

/** Binds the functions for notifications to a client. */
export function bindNotifications(client: ClientLike): BoundNotifications {
  return bind<BoundNotifications>(client, {
    stream: streamNotifications,
    onMention,
    onReply,
    onLike,
    onFollow,
    onMessage,
    list: readNotifications,
    countUnread,
    markSeen,
    getPreferences: getNotificationPreferences,
    changePreferences: changeNotificationPreferences,
  });
}
