import type { NetworkOptions } from "../network/NetworkOptions.ts";

/** Options of all functions that resolve handles and DIDs. */
export interface ResolveOptions extends NetworkOptions {
  /** Aborts the lookup. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request. @default 5_000 */
  readonly timeout?: number | undefined;
}
