import { checkNumber } from "../../../errors/checkNumber.ts";
import { invalidOption } from "../../../errors/DevnetError.ts";
import type { StreamFault } from "../fault/StreamFault.ts";

const BROKEN = ["garbage", "truncated", "otherType", "empty"] as const;

/**
 * In place of an event comes something that is none. With `again` it comes whenever the event is asked for.
 *
 * @param options - `as`: bytes that mean nothing (`garbage`), half of the event (`truncated`), the event as text where it should be
 * binary and as binary where it should be text (`otherType`), or nothing (`empty`). @default "garbage"
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.malformedFrame({ as: "truncated" }), { skip: 3, times: 1, again: true });
 * ```
 */
export function malformedFrame({ as = "garbage" }: { as?: (typeof BROKEN)[number] | undefined } = {}): StreamFault {
  if (!BROKEN.includes(as)) throw invalidOption("malformedFrame: as", `one of ${BROKEN.join(", ")}`, as);
  return {
    name: "malformedFrame",
    event({ frame: { data, text }, send }) {
      if (as === "truncated") return send({ data: data.subarray(0, data.byteLength >> 1), text });
      if (as === "empty") return send({ data: new Uint8Array(), text });
      // As text it has to be UTF-8, or the WebSocket itself is broken.
      if (as === "otherType")
        return send({ data: text ? data : Buffer.from(Buffer.from(data).toString("latin1")), text: !text });
      return send({ data: Buffer.from(text ? "{not JSON" : [0xff, 0x00, 0x1c, 0xf7]), text });
    },
  };
}

/**
 * An event comes with a property that nobody knows, which makes its frame this large. It is well-formed.
 *
 * @param options - `bytes`. @default 64 MiB
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.hugeFrame(), { skip: 3, times: 1, again: true });
 * ```
 */
export function hugeFrame({ bytes = 64 * 1024 * 1024 }: { bytes?: number | undefined } = {}): StreamFault {
  checkNumber("hugeFrame: bytes", bytes, { min: 1, max: 2 ** 30, whole: true });
  return {
    name: "hugeFrame",
    event: ({ encoding, frame, send }) => send(encoding.padded(frame, bytes)),
  };
}

/**
 * Before an event comes a message of a kind that no consumer knows, and that it has to leave out.
 *
 * @param options - `op`: the number in its header (relay). @default an unknown `t`, `kind` or `$type` with an `op` that is known
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.unknownMessage({ op: 7 }), { probability: 0.1 });
 * ```
 */
export function unknownMessage({ op }: { op?: number | undefined } = {}): StreamFault {
  if (op !== undefined) checkNumber("unknownMessage: op", op, { whole: true });
  return {
    name: "unknownMessage",
    async event({ encoding, send }, next) {
      await send(encoding.unknown(op));
      await next();
    },
  };
}
