import type { NetworkOptions } from "../network/NetworkOptions.ts";

/** Options of everything that resolves. */
export interface ResolveOptions extends NetworkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request. @default 5_000 */
  readonly timeout?: number | undefined;
}
