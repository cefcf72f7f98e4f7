import type { StreamFrame } from "./StreamFrame.ts";

/** What frames lead to. */
export interface FrameHandlers {
  onMessage(frame: StreamFrame): void;
  onPing(data: Buffer): void;
  onClose(code: number | undefined): void;
  /** It broke the rules: the code to close with. */
  onError(code: number): void;
}

/** The most that a client may send at once, in bytes: as much as Jetstream takes. */
const MOST = 10_000_000;

/**
 * Reads frames from the bytes of a connection.
 *
 * @param from who sends them: the frames of clients are masked, and limited in size
 */
export function createFrameReader(handlers: FrameHandlers, from: "client" | "server"): (chunk: Buffer) => void {
  const masked = from === "client";
  let held: Buffer = Buffer.alloc(0);
  let fragments: Buffer[] = [];
  let text = false;
  let over = false;

  const take = (opcode: number, last: boolean, data: Buffer): void => {
    if (opcode === 8) {
      over = true;
      handlers.onClose(data.byteLength >= 2 ? data.readUInt16BE(0) : undefined);
    } else if (opcode === 9) handlers.onPing(data);
    else if (opcode <= 2) {
      if (opcode > 0) [text, fragments] = [opcode === 1, []];
      fragments.push(data);
      if (!last) return;
      handlers.onMessage({ data: Buffer.concat(fragments), text });
      fragments = [];
    }
  };
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (!over && held.byteLength >= 2) {
      const [first = 0, second = 0] = held;
      let size = second & 127;
      let at = 2;
      if (size === 126) {
        if (held.byteLength < 4) return;
        size = held.readUInt16BE(2);
        at = 4;
      } else if (size === 127) {
        if (held.byteLength < 10) return;
        size = Number(held.readBigUInt64BE(2));
        at = 10;
      }
      // What a client sends is always masked, what a server sends never (RFC 6455, 5.1).
      if (second >= 128 !== masked || (masked && size > MOST)) {
        over = true;
        return handlers.onError(size > MOST ? 1009 : 1002);
      }
      const start = masked ? at + 4 : at;
      if (held.byteLength < start + size) return;
      const data = Buffer.from(held.subarray(start, start + size));
      if (masked) unmask(data, held.subarray(at, start));
      held = held.subarray(start + size);
      take(first & 15, first >= 128, data);
    }
  };
}

function unmask(data: Buffer, mask: Uint8Array): void {
  for (let index = 0; index < data.byteLength; index++) data[index] = (data[index] ?? 0) ^ (mask[index & 3] ?? 0);
}
