import { checkNumber } from "../../errors/checkNumber.ts";
import type { Fault, FaultHandler } from "../fault/Fault.ts";

/** Options of {@link latency}. */
export interface LatencyOptions {
  /** Additional random latency of up to this many ms. The seed decides. @default 0 */
  jitter?: number | undefined;
  /**
   * Whether the answer is delayed instead of the request: if the client gives up in the meantime, its write has still
   * been made.
   *
   * @default false
   */
  afterCommit?: boolean | undefined;
}

/**
 * Everything takes longer. It can be combined with other faults.
 *
 * @param ms - How long the request waits before it goes on.
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.latency(200, { jitter: 100 }));
 * ```
 */
export function latency(ms: number, options: LatencyOptions = {}): Fault {
  const { jitter = 0, afterCommit = false } = options;
  checkNumber("latency: ms", ms, { min: 0, max: 2 ** 31 - 1 });
  checkNumber("latency: jitter", jitter, { min: 0, max: 2 ** 31 - 1 - ms });
  const handle: FaultHandler["handle"] = async (exchange, next) => {
    const time = ms + jitter * exchange.random();
    if (!afterCommit) await exchange.wait(time);
    const answer = await next();
    if (afterCommit) await exchange.wait(time);
    return answer;
  };
  return { name: "latency", additive: true, start: () => ({ handle }) };
}
