import type { NetworkConfig } from "./NetworkConfig.ts";

/** An account on the network: what a client needs to log in. */
export interface Account {
  did: string;
  handle: string;
  /** The handle again, under the name that login takes. */
  identifier: string;
  password: string;
  network: NetworkConfig;
}
