import type { CallOptions } from "./CallOptions.ts";
import type { Client, CreateClientOptions } from "./Client.ts";
import type { Definition } from "./Operation.ts";
import type { RateLimit } from "./RateLimit.ts";
import type { SessionLike } from "./SessionLike.ts";

/** What an error needs to know of a call. */
export interface CallSummary {
  readonly nsid: string;
  readonly method: "GET" | "POST";
  /** The origin that is asked. Undefined: the session's. */
  readonly service?: string | undefined;
  /** `/xrpc/...`, with the query string. @default without one */
  readonly path?: string;
  /** Which attempt this is, from 1 on; 0 before the first. @default 1 */
  readonly attempt?: number;
  /** When the call began, as `performance.now()` has it. @default now */
  readonly startedAt?: number;
}

/** One call on its way: what the functions around `fetch` and the hooks see, and may change. */
export interface Call extends CallSummary {
  readonly operation: Definition;
  /** The client that makes it. */
  readonly client: Client;
  /** What was said for this call, over what was said for its client. */
  readonly options: CallOptions & CreateClientOptions;
  /** The parameters, as they were given. */
  readonly params: object;
  service: string | undefined;
  /** The session whose credentials are attached. */
  session: SessionLike | undefined;
  path: string;
  /** What is sent, without the session's credentials. */
  headers: Headers;
  body?: BodyInit | undefined;
  attempt: number;
  readonly startedAt: number;
  /** Whether this attempt may have reached the server. */
  sent?: boolean | undefined;
  /** The answer to this attempt. */
  response?: Response | undefined;
  /** What the server said of its rate limit with it. */
  rateLimit?: RateLimit | undefined;
  /** Why this attempt, or the call, failed. */
  error?: unknown;
  /** Milliseconds to the next attempt. */
  delay?: number | undefined;
}
