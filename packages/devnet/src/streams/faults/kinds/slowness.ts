import { checkNumber } from "../../../errors/checkNumber.ts";
import type { StreamFault } from "../fault/StreamFault.ts";

/**
 * Events come later. Those after them wait, too.
 *
 * @param ms - By how much.
 * @param options - `jitter`: up to so much more. @default 0
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.latency(20, { jitter: 20 }));
 * ```
 */
export function latency(ms: number, { jitter = 0 }: { jitter?: number | undefined } = {}): StreamFault {
  checkNumber("latency: ms", ms, { min: 0, max: 2 ** 31 - 1 });
  checkNumber("latency: jitter", jitter, { min: 0, max: 2 ** 31 - 1 - ms });
  return {
    name: "latency",
    additive: true,
    async event({ wait, random }, next) {
      await wait(ms + jitter * random());
      await next();
    },
  };
}

/**
 * Connections that begin from now on let no more than so many bytes pass in a second, in small pieces.
 *
 * @param bytesPerSecond - @default 10,000
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.slowNetwork(50_000));
 * ```
 */
export function slowNetwork(bytesPerSecond = 10_000): StreamFault {
  checkNumber("slowNetwork: bytesPerSecond", bytesPerSecond, { min: 1 });
  return {
    name: "slowNetwork",
    additive: true,
    connect: (connection) => connection.opened((link) => link.limit(bytesPerSecond)),
  };
}
