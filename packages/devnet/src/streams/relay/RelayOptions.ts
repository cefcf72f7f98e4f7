import type { StreamServerOptions } from "../serve/StreamServerOptions.ts";

/** Options of {@link startRelay}. */
export interface RelayOptions extends StreamServerOptions {
  /** The number of its first event. @default 1 */
  firstSeq?: number | undefined;
  /** How many events it keeps. @default 100000 */
  keep?: number | undefined;
}
