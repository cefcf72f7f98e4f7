import type { StreamServerOptions } from "../serve/StreamServerOptions.ts";

/** Options of {@link startTap}. */
export interface TapOptions extends StreamServerOptions {
  /** After how many ms an event that is not acknowledged is sent again. @default 10000 */
  retryAfter?: number | undefined;
  /** Whether events count as acknowledged once they are sent. @default false */
  disableAcks?: boolean | undefined;
  /** The password of the user `admin`, which every request then has to give (HTTP Basic). @default none */
  adminPassword?: string | undefined;
}
