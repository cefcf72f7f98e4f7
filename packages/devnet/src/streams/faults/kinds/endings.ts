import { checkNumber } from "../../../errors/checkNumber.ts";
import type { StreamFault } from "../fault/StreamFault.ts";

/**
 * The connection is reset (TCP RST) in place of an event. With `again`, this is an event that breaks the connection each time it comes.
 *
 * @param options - `midFrame`: after half of its frame. @default false
 * @example
 * ```ts
 * relay.add(streamFaults.resetConnection({ midFrame: true }), { skip: 10, times: 1, again: true });
 * ```
 */
export function resetConnection({ midFrame = false }: { midFrame?: boolean | undefined } = {}): StreamFault {
  return {
    name: "resetConnection",
    async event({ frame, sendRaw, reset, wait }) {
      if (midFrame) {
        // A header that promises more than comes.
        const header = Uint8Array.from([frame.text ? 0x81 : 0x82, 126, 0xff, 0xff]);
        await sendRaw(header);
        await sendRaw(frame.data.subarray(0, Math.min(frame.data.byteLength >> 1, 0x7fff)));
        // What is on its way when a connection is reset may be lost on the way.
        await wait(20);
      }
      reset();
    },
  };
}

/**
 * The connection is closed in an orderly way in place of an event.
 *
 * @param options - `code` of the WebSocket, and a `reason`. @default 1001, no reason
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.closeConnection({ code: 1011 }), { skip: 100, times: 1 });
 * ```
 */
export function closeConnection(options: { code?: number | undefined; reason?: string | undefined } = {}): StreamFault {
  const { code = 1001, reason = "" } = options;
  checkNumber("closeConnection: code", code, { min: 1000, max: 4999, whole: true });
  return {
    name: "closeConnection",
    event: ({ close }) => close(code, reason),
  };
}

/**
 * From an event on nothing comes any more, on an open connection, for a time or for good.
 *
 * @param options - `ms`: for how long. @default for good
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.stall({ ms: 5000 }), { skip: 100, times: 1 });
 * ```
 */
export function stall({ ms = 2 ** 31 - 1 }: { ms?: number | undefined } = {}): StreamFault {
  checkNumber("stall: ms", ms, { min: 0, max: 2 ** 31 - 1 });
  return {
    name: "stall",
    async event({ wait }, next) {
      await wait(ms);
      await next();
    },
  };
}
