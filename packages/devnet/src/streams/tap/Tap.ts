import type { StreamServer } from "../serve/StreamServer.ts";

/** A record event of Tap. */
export interface TapRecordEvent {
  /** Whether it came from the stream, and is not one of the repository that Tap read at first. @default true */
  live?: boolean | undefined;
  /** The account. */
  did: string;
  /** The revision of the repository. */
  rev: string;
  /** NSID of the collection. */
  collection: string;
  /** The record key. */
  rkey: string;
  /** What was done. */
  action: "create" | "update" | "delete";
  /** The record. Absent when it was deleted. */
  record?: object | undefined;
  /** Its CID. */
  cid?: string | undefined;
}

/** An identity event of Tap. */
export interface TapIdentityEvent {
  /** The account. */
  did: string;
  /** Its handle. */
  handle: string;
  /** Whether it can be read. */
  isActive: boolean;
  /** `active`, `takendown`, `suspended`, `deactivated` or `deleted`. */
  status: string;
}

/** What a script puts into Tap. */
export type TapEvent = { type: "record"; record: TapRecordEvent } | { type: "identity"; identity: TapIdentityEvent };

/**
 * A scripted Tap: it sends what you tell it to, as the official one would. Every event is sent until it is acknowledged. A live event
 * is a barrier for its account: it waits until all before it are acknowledged, and all after it wait for it.
 */
export interface Tap extends StreamServer {
  /** `ws://localhost:<port>/channel`. */
  readonly url: string;
  /** How many events wait for their acknowledgement. */
  readonly pending: number;
  /** Ids that were acknowledged, in the order in which they were. */
  readonly acknowledged: readonly number[];
  /** How often each event was sent, by its id. */
  readonly sent: ReadonlyMap<number, number>;
  /** Accounts that a client has asked for (`/repos/add`, `/repos/remove`). */
  readonly dids: ReadonlySet<string>;
  /**
   * Sends an event.
   *
   * @returns Its id.
   */
  publish(event: TapEvent): number;
}
