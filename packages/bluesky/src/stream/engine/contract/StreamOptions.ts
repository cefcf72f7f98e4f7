import type { CursorStore } from "../../model/CursorStore.ts";
import type { StreamError } from "../../model/StreamError.ts";
import type { StreamEvent, StreamEventKind } from "../../model/StreamEvent.ts";
import type { WebSocketClass } from "../../socket/Socket.ts";
import type { CommitVerifier } from "../../verify/createVerifier.ts";

/** What is done about an error: try again, go on behind it, or end the stream with it. */
export type ErrorDecision = "retry" | "skip" | "stop";

/** Which accounts are not active. A `Set` is this. */
export interface InactiveAccounts {
  /** Whether an account is not active. */
  has(did: string): boolean;
  /** Notes that it is not. */
  add(did: string): unknown;
  /** Notes that it is again. */
  delete(did: string): unknown;
}

/** Options of `consume`. */
export interface StreamOptions {
  /**
   * Collections of which records are wanted: NSIDs, or beginnings such as `app.bsky.graph.*`. Identities and accounts come all the
   * same.
   *
   * @default all
   */
  readonly collections?: readonly string[] | undefined;
  /** Accounts of which events are wanted. @default all */
  readonly dids?: Iterable<string> | undefined;
  /** Kinds of events that are wanted. @default all */
  readonly kinds?: readonly StreamEventKind[] | undefined;
  /**
   * Verifies commits of relays and servers: `createVerifier` makes one. What does not verify is an error, or, where the repository has to be
   * read as a whole, an event `sync`. @default nothing is verified
   */
  readonly verify?: CommitVerifier | undefined;
  /** Keeps how far the stream has come. @default it is not kept */
  readonly cursor?: CursorStore | undefined;
  /** How often the cursor is saved at most, in milliseconds. It is saved at the end, too. @default 1000 */
  readonly saveEvery?: number | undefined;
  /**
   * Where to begin if there is no cursor: with what comes now, with all that the host still has, or at a time (of Jetstream alone).
   *
   * @default "live"
   */
  readonly start?: "live" | "oldest" | { readonly since: Date } | undefined;
  /** How many events are handled at the same time: never two of one account, and those of an account in order. @default 1 */
  readonly parallel?: number | undefined;
  /** How much may lie waiting before no more is read. @default { events: 1000, bytes: 33_554_432 } */
  readonly buffer?: { readonly events?: number | undefined; readonly bytes?: number | undefined } | undefined;
  /** The largest frame that is taken, in bytes. @default 5_242_880 */
  readonly maxFrameSize?: number | undefined;
  /**
   * What happens where the stream must go on at another host than its cursor is of. `error`: `cursor_other_origin`. `live`: it goes on
   * with what comes now, and an event `info` says so. A number: it goes back by so many milliseconds, where cursors are times
   * (Jetstream), and events may come twice.
   *
   * @default 10_000 for Jetstream, "error" for others
   */
  readonly onOriginChange?: "error" | "live" | number | undefined;
  /**
   * Decides about what the stream cannot go on with by itself. `retry` tries the same again, after a pause. `skip` goes on without the event or the frame;
   * where the cursor is the trouble, it is given up, and the stream goes on with what comes now. `stop` ends the stream with the error.
   *
   * Connections that fail are made again without asking, up to `maxRetries`; frames that cannot be read are asked for three times first.
   *
   * @default "skip" for what does not verify, "stop" for all else
   */
  readonly onError?:
    | ((error: StreamError, event: StreamEvent | undefined) => ErrorDecision | Promise<ErrorDecision>)
    | undefined;
  /** How many times in a row a connection may fail, without an event in between, before it is an error. @default unlimited */
  readonly maxRetries?: number | undefined;
  /** First pause between two attempts, in milliseconds. It grows twofold, and varies by half. @default 500 */
  readonly minDelay?: number | undefined;
  /** Longest pause between two attempts, in milliseconds. @default 30_000 */
  readonly maxDelay?: number | undefined;
  /** After how many milliseconds without a frame a connection is made anew. @default 60_000; 600_000 of labels and Tap */
  readonly idleTimeout?: number | undefined;
  /**
   * Leaves out commits of accounts that have said (by events of kind `account`) that they are not active. Give a `Set`, or what is
   * like one, to keep them over restarts.
   *
   * @default false
   */
  readonly skipInactive?: boolean | InactiveAccounts | undefined;
  /**
   * The class of connections. One of the package `ws` can pause while much lies waiting; the platform's own cannot, so the connection is closed
   * and opened again then.
   *
   * @default that of `ws` if the program on Node has it, or the platform's own
   */
  readonly WebSocket?: WebSocketClass | undefined;
  /** Ends it: what is being handled is finished, the cursor is saved. */
  readonly signal?: AbortSignal | undefined;
}
