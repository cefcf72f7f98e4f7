import type { EventStream } from "../../../stream/engine/contract/EventStream.ts";
import type { StreamOptions } from "../stream/StreamOptions.ts";

/** Options of `onMention`, `onReply`, `onLike` and `onFollow`: those of `streamNotifications`, or a stream of events. */
export interface BotOptions extends Omit<StreamOptions, "reasons"> {
  /**
   * A stream in place of looking at the account's notifications again and again: what `consume` of `bluesky/stream` makes, with the cursor
   * of its own. It brings what happens at once, also from people whom the account mutes, and is read by nobody else.
   *
   * @default the account's notifications, every `every` milliseconds
   */
  readonly stream?: EventStream | undefined;
}

/** What somebody did, and to whom it matters to this account. */
export interface BotEvent<T> {
  /** Who did it, as a DID. */
  readonly did: string;
  /** The at-uri of the record. */
  readonly uri: string;
  /** Its CID. With `uri` it is what `reply`, `like` and others take. */
  readonly cid: string;
  /** The record. */
  readonly record: T;
  /** When it came, as a datetime. */
  readonly time: string;
}
