import { asMap, type CborMap, decodeCbor } from "../data/decodeCbor.ts";
import type { StreamedEvent } from "../faults/fault/StreamedEvent.ts";
import { encodeMessage } from "./cborEncoding.ts";

/** An event that a relay keeps. */
export interface RelayEntry {
  event: StreamedEvent;
  /** The message that it is sent as. */
  frame: Uint8Array;
}

/** Makes an event of a message. `seq` of the body is set, unless it is a notice, which has none. */
export function createRelayEntry(seq: number, type: string, body: CborMap): RelayEntry {
  const { repo, did = repo, ops } = body;
  const paths = Array.isArray(ops) ? ops.map((op) => String(asMap(op).path).split("/")[0] ?? "") : [];
  return {
    event: {
      seq,
      kind: type.slice(1),
      did: typeof did === "string" ? did : undefined,
      collections: [...new Set(paths)],
    },
    frame: encodeMessage({ op: 1, t: type }, type === "#info" ? body : { ...body, seq }),
  };
}

/** The message of an event. */
export function readRelayFrame(frame: Uint8Array): { op: number; type: string; body: CborMap } {
  const { value, end } = decodeCbor(frame);
  const { op, t } = asMap(value);
  return { op: Number(op), type: String(t), body: asMap(decodeCbor(frame, end).value) };
}
