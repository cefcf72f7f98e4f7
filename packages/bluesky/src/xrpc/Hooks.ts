import type { BlueskyError } from "../errors/BlueskyError.ts";
import type { Call } from "./Call.ts";

/**
 * What runs around each attempt of a call. Each gets the call's one state object, may change what passes, and may be
 * async. What a hook throws ends the call.
 */
export interface Hooks {
  /** Before an attempt is sent: headers can be changed. Credentials come later and are not seen here. */
  readonly onRequest?: ((state: Call) => void | Promise<void>) | undefined;
  /** After the head of an answer came: `state.response` can be replaced. Do not read its body; clone it first. */
  readonly onResponse?: ((state: Call & { response: Response }) => void | Promise<void>) | undefined;
  /** Before a call is tried again, `state.delay` milliseconds from now, because of `state.error`. */
  readonly onRetry?: ((state: Call & { error: BlueskyError; delay: number }) => void | Promise<void>) | undefined;
  /** When a call has failed for good: `state.error` can be replaced. */
  readonly onError?: ((state: Call & { error: unknown }) => void | Promise<void>) | undefined;
}
