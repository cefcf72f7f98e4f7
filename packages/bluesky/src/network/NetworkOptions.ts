import type { NetworkConfig } from "./NetworkConfig.ts";

/** Which network is meant, and how it is reached. Options of everything that asks a server without a client. */
export interface NetworkOptions {
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
}
