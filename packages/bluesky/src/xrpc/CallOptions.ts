import type { Level } from "../schema/Schema.ts";
import type { Call } from "./Call.ts";
import type { Labeler } from "./Labeler.ts";
import type { RetryOptions } from "./RetryOptions.ts";

/** What requests and responses are held to: `strict` (formats and limits too), `shape`, or nothing. */
export interface ValidateLevels {
  /** @default "strict" */
  readonly request?: Level | false | undefined;
  /** @default "shape" */
  readonly response?: Level | false | undefined;
}

/** What can be said of all calls of a client, and of one call. */
export interface SharedOptions {
  /**
   * Milliseconds for one attempt, its body included; of a streamed body, for each chunk. `false`: as long as it takes.
   *
   * @default 30_000
   */
  readonly timeout?: number | false | undefined;
  /**
   * Milliseconds for the whole call: all attempts, what lies between them, and the body.
   *
   * @default none
   */
  readonly deadline?: number | false | undefined;
  /** Whether and how a call that failed is tried again. `false`: never. */
  readonly retry?: RetryOptions | false | undefined;
  /** `false`: neither requests nor responses are validated. */
  readonly validate?: ValidateLevels | false | undefined;
  /** Headers to add. Those of a call go over those of its client. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Labelers to ask for labels. Where there are any, the network's default labelers stay in: a client takes them out by a
   * `network` whose `labelers` are empty.
   *
   * @default none: no header is sent, and the server uses the network's
   */
  readonly labelers?: readonly Labeler[] | undefined;
  /**
   * The service that the account's server passes the call on to: `did#service`. `false`: none, also where there is one
   * by default (chat, Ozone). A client's `proxy` leaves the operations of `com.atproto.repo`, `.server` and `.identity`
   * alone; a call's goes for any operation. Of what is called by its NSID alone nothing of the kind is known.
   */
  readonly proxy?: string | false | undefined;
  /**
   * How many bytes of an answer are read. Streams are not cut off unless this is given.
   *
   * @default 8 MiB
   */
  readonly maxResponseSize?: number | undefined;
}

/** What can be said of one call. */
export interface CallOptions extends SharedOptions {
  readonly signal?: AbortSignal | undefined;
  /** The URL of a server to ask in place of the client's. It never gets the session's credentials. */
  readonly service?: string | undefined;
  /**
   * Finds out whether a procedure was carried out, after it failed in a way that does not tell (no answer, a 5xx, an answer
   * that cannot be read). It gives the output, and the call succeeds with it; or undefined where the procedure was not
   * carried out, and then it is tried again as a query would be. What it throws ends the call. Without it a procedure is
   * only tried again when nothing can have happened. `bluesky/records` has it for every write.
   */
  readonly settle?: ((call: Call, error: unknown) => Promise<object | undefined>) | undefined;
  /** The media type of a binary body that does not bring its own. */
  readonly encoding?: string | undefined;
}
