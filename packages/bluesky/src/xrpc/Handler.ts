import type { Call } from "./Call.ts";
import type { Guard } from "./Guard.ts";

/** What an attempt ends with. */
export interface Answer {
  readonly response: Response;
  /** What the operation gives: the body, read and validated, or handed out unread. */
  readonly data?: unknown;
  /** The limits that still hold, where it is yet to be read. */
  readonly guard?: Guard | undefined;
}

/** Makes a call, with as many attempts as that takes. */
export type Handler = (call: Call) => Promise<Answer>;

/** Makes one attempt of a call, within its limits. */
export type Attempt = (call: Call, guard: Guard) => Promise<Answer>;

/**
 * Does something around each attempt: it is given what comes next, and gives what goes in its place. It is made once for
 * a client and all those made of it `with` other options.
 */
export type Around = (next: Attempt) => Attempt;
