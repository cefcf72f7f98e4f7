import type { Level } from "../../schema/Schema.ts";
import type { RetryOptions } from "./RetryOptions.ts";

/** How requests and responses are validated: `strict` (with formats and limits), `shape`, or not at all. */
export interface ValidateLevels {
  /** @default "strict" */
  readonly request?: Level | false | undefined;
  /** @default "shape" */
  readonly response?: Level | false | undefined;
}

/**
 * A labeler whose labels a call asks for: a DID, or `did;redact` to have what the labeler takes down removed from the
 * response (https://docs.bsky.app/docs/advanced-guides/moderation).
 */
export type Labeler = string;

/** Options that apply to all calls of a client, or to one call. */
export interface SharedOptions {
  /**
   * How long one attempt may take, including its body, in milliseconds. For a streamed body, this is per chunk.
   * `false`: no limit.
   *
   * @default 30_000
   */
  readonly timeout?: number | false | undefined;
  /**
   * How long the whole call may take, in milliseconds: all attempts, the pauses between them, and the body, as well as
   * routes, hooks, a login that it needs, and finding out what became of a write. Functions that do not stop in time
   * are not awaited.
   *
   * @default none
   */
  readonly deadline?: number | false | undefined;
  /** Whether and how failed calls are retried. `false`: never. */
  readonly retry?: RetryOptions | false | undefined;
  /** `false`: neither requests nor responses are validated. */
  readonly validate?: ValidateLevels | false | undefined;
  /**
   * Headers to add. Those of a call override those of its client. They are meant for the client's server: if a call
   * goes elsewhere (to another repository's server, to the video service, to its own `service`), only these harmless
   * headers of the client are sent along: `accept`, `accept-encoding`, `accept-language`, `user-agent`,
   * `atproto-proxy`, `atproto-accept-labelers`.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Labelers to ask for labels, in addition to the network's default labelers. To leave those out, use a `network`
   * whose `labelers` are empty.
   *
   * @default none: no header is sent, and the server uses the network's
   */
  readonly labelers?: readonly Labeler[] | undefined;
  /**
   * The service that the account's server forwards the call to: `did#service`. `false`: none, even if there is one by
   * default (chat, Ozone). A client's `proxy` does not apply to the operations of `com.atproto.repo`, `.server` and
   * `.identity`; a call's applies to any operation. Operations that are called by their NSID have no default.
   */
  readonly proxy?: string | false | undefined;
  /**
   * How many bytes of a response are read. Streams are limited only if this is given.
   *
   * @default 8 MiB
   */
  readonly maxResponseSize?: number | undefined;
  /** Whether each image that is posted needs an alternative text, for those who do not see it. @default false */
  readonly requireAlt?: boolean | undefined;
}
