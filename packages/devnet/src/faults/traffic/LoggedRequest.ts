import type { Authorization } from "./readAuthorization.ts";

/** What became of a request. It is filled in as things happen. */
export interface LoggedRequest {
  /** When it came, in ms since 1970. */
  readonly at: number;
  /** The HTTP method. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its `?`, or empty. */
  readonly search: string;
  /** The operation, if it is one. */
  readonly nsid: string | undefined;
  /** Never the credentials themselves. */
  readonly authorization: Authorization | undefined;
  /** Names of the faults that were applied, joined by " + ". */
  fault: string | undefined;
  /** Whether it was passed on to the real server: its first byte, at least. */
  forwarded: boolean;
  /** The status of the real server's answer. */
  serverStatus: number | undefined;
  /** Whether the real server answered with a 2xx. */
  committed: boolean;
  /** The status that the client got. */
  status: number | undefined;
  /**
   * How it ended: `answered` in full, `reset`, or `abandoned` by the client (or by closing the fault network).
   * `pending` until then, and as long as there is no answer.
   */
  outcome: "pending" | "answered" | "reset" | "abandoned";
  /** What went wrong by itself: the real server could not be reached, or a function of yours threw. */
  error: string | undefined;
}
