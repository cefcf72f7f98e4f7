import type { StreamFault } from "../faults/fault/StreamFault.ts";
import type { StreamFaultMatch } from "../faults/rules/StreamFaultMatch.ts";
import type { StreamFaultRule } from "../faults/rules/StreamFaultRule.ts";
import type { StreamConnection } from "./StreamConnection.ts";

/** What relay, Jetstream and Tap have in common: a server of one stream, on which things go wrong as you tell them to. */
export interface StreamServer extends AsyncDisposable {
  /** Where its HTTP methods are: `http://localhost:<port>`. */
  readonly origin: string;
  /** Everybody who has connected, oldest first. */
  readonly connections: readonly StreamConnection[];

  /**
   * Adds a fault. If several rules match, the one added first applies; faults that only add something (`latency`, `slowNetwork`)
   * apply in addition.
   *
   * @param fault - What goes wrong, such as `streamFaults.drop()`.
   * @param match - When. @default always
   * @throws {DevnetError} `invalid_option`
   */
  add(fault: StreamFault, match?: StreamFaultMatch): StreamFaultRule;

  /** Removes all faults, and starts over with the seed. */
  clear(): void;

  /** Resets every connection (TCP RST). Who comes back is served. */
  disconnect(): void;

  /** Ends it with every connection. Resolves when no socket, timer or port of it is left. */
  close(): Promise<void>;
}
