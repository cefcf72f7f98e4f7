import type { SessionLike } from "./SessionLike.ts";

/** What an error needs to know of a call. */
export interface CallSummary {
  /** The NSID of the operation. */
  readonly nsid: string;
  /** The HTTP method. */
  readonly method: "GET" | "POST";
  /** The origin that is asked. Undefined: the session's. */
  readonly service?: string | undefined;
  /** The session that the call is made with. */
  readonly session?: Pick<SessionLike, "pds"> | undefined;
  /** `/xrpc/...`, with the query string. @default without one */
  readonly path?: string;
  /** Which attempt this is, from 1 on; 0 before the first. @default 1 */
  readonly attempt?: number;
  /** When the call began, as `performance.now()` has it. @default now */
  readonly startedAt?: number;
}
