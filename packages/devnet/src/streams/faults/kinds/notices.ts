import type { StreamFault } from "../fault/StreamFault.ts";

/**
 * In place of an event comes an error message, and the connection is closed: `ConsumerTooSlow`, or any other. Where a stream has no
 * error messages (Jetstream v1, Tap), the connection is closed.
 *
 * @param name - Its name. @default "ConsumerTooSlow"
 * @example
 * ```ts
 * relay.add(streamFaults.errorFrame("ConsumerTooSlow"), { skip: 100, times: 1 });
 * ```
 */
export function errorFrame(name = "ConsumerTooSlow", message?: string): StreamFault {
  return {
    name: "errorFrame",
    async event({ encoding, send, close }) {
      if (encoding.error) await send(encoding.error(name, message));
      close(1008, name);
    },
  };
}

/**
 * Before an event comes a notice. Nothing where a stream has none (Jetstream v1, Tap).
 *
 * @param name - Its name. @default "OutdatedCursor"
 * @example
 * ```ts
 * relay.add(streamFaults.infoFrame("Maintenance", "at noon"), { times: 1 });
 * ```
 */
export function infoFrame(name = "OutdatedCursor", message?: string): StreamFault {
  return {
    name: "infoFrame",
    async event({ encoding, send }, next) {
      if (encoding.info) await send(encoding.info(name, message));
      await next();
    },
  };
}
