import { asMap, decodeCbor } from "../data/decodeCbor.ts";
import { encodeCbor } from "../data/encodeCbor.ts";
import type { StreamEncoding } from "../faults/fault/StreamEncoding.ts";

/** How `com.atproto.sync.subscribeRepos` writes messages: a header and a body. */
export const cborEncoding: StreamEncoding = {
  text: false,
  futureCursor: "error",
  unknown: (op) => ({
    data: encodeMessage({ op: op ?? 1, t: "#unheardOf" }, { note: "of another time" }),
    text: false,
  }),
  error: (error, message) => ({ data: encodeMessage({ op: -1 }, { error, message }), text: false }),
  info: (name, message) => ({ data: encodeMessage({ op: 1, t: "#info" }, { name, message }), text: false }),
  padded({ data }, bytes) {
    const { value: header, end } = decodeCbor(data);
    const { value: body } = decodeCbor(data, end);
    return { data: encodeMessage(asMap(header), { ...asMap(body), padding: Buffer.alloc(bytes, 0x2e) }), text: false };
  },
};

/** Writes header and body of a message. What is `undefined` is left out. */
export function encodeMessage(header: Parameters<typeof fields>[0], body: Parameters<typeof fields>[0]): Uint8Array {
  return Buffer.concat([encodeCbor(fields(header)), encodeCbor(fields(body))]);
}

function fields(map: { readonly [key: string]: Parameters<typeof encodeCbor>[0] }): Parameters<typeof encodeCbor>[0] {
  const entries = Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return Object.fromEntries(entries);
}
