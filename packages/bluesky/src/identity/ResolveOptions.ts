import type { NetworkConfig } from "../network/NetworkConfig.ts";

/** Options of everything that resolves. */
export interface ResolveOptions {
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request. @default 5_000 */
  readonly timeout?: number | undefined;
}
