import type { CallOptions } from "./CallOptions.ts";
import type { ClientOptions } from "./Client.ts";
import type { SessionLike } from "./SessionLike.ts";

/** What an error needs to know of a call. */
export interface CallSummary {
  readonly nsid: string;
  readonly method: "GET" | "POST";
  /** The origin that is asked. Undefined: the session's. */
  readonly service?: string | undefined;
  /** `/xrpc/...`, with the query string. */
  readonly path: string;
  /** Which attempt this is, from 1 on; 0 before the first. */
  readonly attempt: number;
  /** When the call began, as `performance.now()` has it. */
  readonly startedAt: number;
}

/** One call on its way: what the functions around `fetch` and the hooks see, and may change. */
export interface Call extends CallSummary {
  readonly kind: "query" | "procedure";
  /** What was said for this call, over what was said for its client. */
  readonly options: CallOptions & ClientOptions;
  service: string | undefined;
  /** The session whose credentials are attached. */
  session: SessionLike | undefined;
  path: string;
  /** What is sent, without the session's credentials. */
  headers: Headers;
  body: BodyInit | undefined;
  attempt: number;
  /** Whether a success is handed out with its body unread. */
  readonly streams: boolean;
  /** The answer to this attempt. */
  response?: Response | undefined;
  /** Why this attempt, or the call, failed. */
  error?: unknown;
  /** Milliseconds to the next attempt. */
  delay?: number | undefined;
}
