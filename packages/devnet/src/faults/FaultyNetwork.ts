import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { ForeignOrigin } from "./ForeignOrigin.ts";
import type { FaultyServer } from "./proxy/FaultyServer.ts";

/** A network on which things go wrong as you say: a proxy in front of each of its servers. */
export interface FaultyNetwork extends AsyncDisposable {
  /** What clients need to use it: that of the network, with the proxies' URLs. Plain data. */
  readonly network: NetworkConfig;
  /** All proxies, each once. */
  readonly servers: readonly FaultyServer[];
  readonly plc: FaultyServer;
  readonly pds: FaultyServer;
  /** Absent where the network has none, like the next two. */
  readonly appView: FaultyServer | undefined;
  readonly ozone: FaultyServer | undefined;
  readonly video: FaultyServer | undefined;
  /** The PDS, on a network of this package. */
  readonly handleResolver: FaultyServer;
  /** Where redirects lead. */
  readonly foreign: ForeignOrigin;
  /** Takes all rules of all servers away, and begins anew with the seed. The logs stay. */
  clear(): void;
  /** Empties all logs, that of the foreign origin too. */
  clearRequests(): void;
  /** Ends it with every connection. Resolves when no socket, timer or port of it is left. */
  close(): Promise<void>;
}
