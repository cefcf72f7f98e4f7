import type { StreamEncoding } from "../faults/fault/StreamEncoding.ts";
import type { StreamFrame } from "../socket/StreamFrame.ts";

/** How Jetstream v1 and Tap write messages: one object of JSON each. They have neither errors nor notices. */
export const jsonEncoding: StreamEncoding = {
  text: true,
  futureCursor: undefined,
  unknown: () => toFrame({ did: "did:plc:unheardof", id: 0, time_us: 0, kind: "unheardOf", type: "unheardOf" }),
  padded: pad,
};

/** How `network.bsky.jetstream.subscribeEvents` writes messages, by the subprotocol `xrpc.v1.json`. */
export const envelopeEncoding: StreamEncoding = {
  text: true,
  futureCursor: "info",
  unknown: () => toFrame({ $type: "message", payload: { $type: "network.bsky.jetstream.subscribeEvents#unheardOf" } }),
  error: (error, message) => toFrame({ $type: "error", error, message }),
  info: (name, message) =>
    toFrame({ $type: "message", payload: { $type: "network.bsky.jetstream.subscribeEvents#info", name, message } }),
  padded: pad,
};

function toFrame(value: object): StreamFrame {
  return { data: Buffer.from(JSON.stringify(value)), text: true };
}

/** A property more at the end. What is compressed is lengthened as it is, which breaks it. */
function pad({ data, text }: StreamFrame, bytes: number): StreamFrame {
  if (!text) return { data: Buffer.concat([data, Buffer.alloc(bytes)]), text };
  const end = Buffer.from(',"padding":"');
  return { data: Buffer.concat([data.subarray(0, -1), end, Buffer.alloc(bytes, 0x2e), Buffer.from('"}')]), text };
}
