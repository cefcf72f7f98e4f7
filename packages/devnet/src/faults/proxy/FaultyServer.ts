import type { Fault } from "../fault/Fault.ts";
import type { FaultMatch } from "../rules/FaultMatch.ts";
import type { FaultRule } from "../rules/FaultRule.ts";
import type { ServerName } from "../traffic/FaultRequest.ts";
import type { LoggedRequest } from "../traffic/LoggedRequest.ts";

/** A server behind a proxy that can inject faults. */
export interface FaultyServer {
  /** Which server it stands in front of. */
  readonly name: ServerName;
  /** Origin of the proxy. */
  readonly url: string;
  /** Origin of the real server. */
  readonly target: string;
  /** The requests so far, oldest first. */
  readonly requests: readonly LoggedRequest[];

  /**
   * Adds a fault.
   *
   * If several rules match a request, the one added first applies. Faults that only add something (`latency`,
   * `slowDrip`, `clockSkew`) apply in addition, all of them, with the first one outermost.
   *
   * @param fault - What goes wrong.
   * @param match - For which requests. @default all
   * @throws {DevnetError} `invalid_option`
   * @example
   * ```ts
   * const rule = faulty.pds.add(faults.resetAfterCommit(), { nsid: "com.atproto.repo.createRecord", times: 1 });
   * console.log(rule.hits);
   * ```
   */
  add(fault: Fault, match?: FaultMatch): FaultRule;

  /** Removes all rules, and starts over with the seed. The log stays. */
  clear(): void;

  /** Empties the log. */
  clearRequests(): void;
}
