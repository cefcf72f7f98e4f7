import type { Level } from "../../schema/Schema.ts";
import type { RetryOptions } from "./RetryOptions.ts";

/** What requests and responses are held to: `strict` (formats and limits too), `shape`, or nothing. */
export interface ValidateLevels {
  /** @default "strict" */
  readonly request?: Level | false | undefined;
  /** @default "shape" */
  readonly response?: Level | false | undefined;
}

/**
 * A labeler whose labels a call asks for: a DID, or `did;redact` to have what it takes down removed from the
 * answer (https://docs.bsky.app/docs/advanced-guides/moderation).
 */
export type Labeler = string;

/** What can be said of all calls of a client, and of one call. */
export interface SharedOptions {
  /**
   * Milliseconds for one attempt, its body included; of a streamed body, for each chunk. `false`: as long as it takes.
   *
   * @default 30_000
   */
  readonly timeout?: number | false | undefined;
  /**
   * Milliseconds for the whole call: all attempts, what lies between them, and the body; also routes, hooks, a login that is made for
   * it, and looking up what became of a write. What does not obey is not waited for.
   *
   * @default none
   */
  readonly deadline?: number | false | undefined;
  /** Whether and how a call that failed is tried again. `false`: never. */
  readonly retry?: RetryOptions | false | undefined;
  /** `false`: neither requests nor responses are validated. */
  readonly validate?: ValidateLevels | false | undefined;
  /**
   * Headers to add. Those of a call go over those of its client. They belong to the server that they are said for: where a call goes
   * elsewhere (to another repository's server, to the video service, to a `service` of its own) only those of its client go along that
   * hold no secret: `accept`, `accept-encoding`, `accept-language`, `user-agent`, `atproto-proxy`, `atproto-accept-labelers`.
   */
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
