import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { ForeignOrigin } from "./ForeignOrigin.ts";
import type { FaultyServer } from "./proxy/FaultyServer.ts";

/** A network with a proxy in front of each server, on which things go wrong as you tell them to. */
export interface FaultyNetwork extends AsyncDisposable {
  /** What clients need to use it: the data of the network, with the URLs of the proxies. Plain data. */
  readonly network: NetworkConfig;
  /** All proxies, each once. */
  readonly servers: readonly FaultyServer[];
  /** In front of the PLC directory. */
  readonly plc: FaultyServer;
  /** In front of the PDS. */
  readonly pds: FaultyServer;
  /** Absent if the network has no AppView. The same goes for the next two. */
  readonly appView: FaultyServer | undefined;
  /** In front of Ozone. */
  readonly ozone: FaultyServer | undefined;
  /** In front of the video service. */
  readonly video: FaultyServer | undefined;
  /** The PDS, on a network of this package. */
  readonly handleResolver: FaultyServer;
  /** Where redirects lead. */
  readonly foreign: ForeignOrigin;
  /** Removes all rules of all servers, and starts over with the seed. The logs stay. */
  clear(): void;
  /** Empties all logs, including that of the foreign origin. */
  clearRequests(): void;
  /** Ends it with every connection. Resolves when no socket, timer or port of it is left. */
  close(): Promise<void>;
}
