import type { CursorStore } from "../../../stream/model/CursorStore.ts";
import type { CallOptions } from "../../../xrpc/contract/Call.ts";

/** Options of `streamNotifications`. Its calls have a `deadline` each. */
export interface StreamOptions extends CallOptions {
  /** How long to wait between two looks, in milliseconds. @default 30_000 */
  readonly every?: number | undefined;
  /** Which reasons are given: `mention`, `reply`, `like` ... @default all */
  readonly reasons?: readonly string[] | undefined;
  /** Keeps how far the stream has come. @default nothing does, and each run begins at `start` */
  readonly cursor?: CursorStore | undefined;
  /**
   * Where to begin if the cursor says nothing: `now`: with what comes from now on; `unread`: with what was not seen yet; or at a moment.
   *
   * @default "now"
   */
  readonly start?: "now" | "unread" | Date | string | undefined;
  /**
   * How late a notification may turn up behind others and still be found, in milliseconds. Servers list notifications by the time that a
   * record says it was made at, and records reach them late, and not in order. Among the hundred newest ones, and where there are fewer,
   * it does not matter how late. More makes each look longer where there are many: one call for each hundred in that time.
   *
   * @default 300_000
   */
  readonly overlap?: number | undefined;
  /** Is told of a look that failed in a way that passes, such as a lost connection. The stream goes on. */
  readonly onError?: ((state: { readonly error: unknown }) => unknown) | undefined;
  /** Ends the stream: after the notification that is being worked on. */
  readonly signal?: AbortSignal | undefined;
}
