import { checkNumber } from "../../../errors/checkNumber.ts";
import type { StreamFault } from "../fault/StreamFault.ts";

/**
 * Whoever connects is told that its cursor lies in the future, and is disconnected: by an error message (relay), or by a notice, after
 * which the stream begins at its end (Jetstream v2). Has no effect where a stream has neither.
 *
 * @example
 * ```ts
 * relay.add(streamFaults.futureCursor(), { times: 1 });
 * ```
 */
export function futureCursor(): StreamFault {
  return {
    name: "futureCursor",
    connect({ encoding, opened, skip }) {
      if (encoding.futureCursor === "info") skip(Number.POSITIVE_INFINITY);
      opened(async (link) => {
        if (encoding.futureCursor === undefined) return;
        const frame = encoding[encoding.futureCursor]?.("FutureCursor", "Cursor in the future.");
        if (frame) await link.send(frame);
        if (encoding.futureCursor === "error") link.close(1008, "FutureCursor");
      });
    },
  };
}

/**
 * Whoever connects is told that its cursor is outdated, and gets what comes some events after it: those are lost.
 *
 * @param options - `lost`: how many. @default 0
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.outdatedCursor({ lost: 5 }), { skip: 1, times: 1 });
 * ```
 */
export function outdatedCursor({ lost = 0 }: { lost?: number | undefined } = {}): StreamFault {
  checkNumber("outdatedCursor: lost", lost, { min: 0, whole: true });
  return {
    name: "outdatedCursor",
    connect({ encoding, opened, skip }) {
      skip(lost);
      opened(async (link) => {
        const message = "Requested cursor exceeded limit. Possibly missing events";
        if (encoding.info) await link.send(encoding.info("OutdatedCursor", message));
      });
    },
  };
}

/**
 * Whoever connects is refused with `CursorTooOld` before there is a WebSocket, as by Jetstream v2.
 *
 * @example
 * ```ts
 * jetstream.add(streamFaults.cursorTooOld(), { times: 1 });
 * ```
 */
export function cursorTooOld(): StreamFault {
  return {
    name: "cursorTooOld",
    connect(connection) {
      connection.refuse(400, { error: "CursorTooOld", message: `cursor ${connection.cursor ?? 0} is below the floor` });
    },
  };
}
