import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createFrameReader } from "./createFrameReader.ts";
import type { StreamFrame } from "./StreamFrame.ts";
import type { WebSocketPeer } from "./WebSocketPeer.ts";

/** What is appended to a client's key (RFC 6455, 1.3). */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** How long a client may take to answer a close, in ms. */
const PATIENCE = 2000;

const done = Promise.resolve();

/** What to accept a WebSocket with. */
export interface AcceptOptions {
  /** The subprotocol, if the client has offered one that is known. */
  protocol?: string | undefined;
  /** Gets what the client sends. */
  onMessage(frame: StreamFrame): void;
}

/**
 * Answers the request for a WebSocket with one. Fragments, pings and closes are taken care of; extensions are not offered.
 *
 * It is written here, and not taken from a package, because faults need what is below messages: half a frame, a reset, a network
 * that lets little pass.
 */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  { protocol, onMessage }: AcceptOptions,
): WebSocketPeer {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${GUID}`).digest("base64");
  const ended = new AbortController();
  let end: WebSocketPeer["end"];
  let bytesPerSecond: number | undefined;
  let closing = false;
  let slow = done;

  const finish = (by: "client" | "server" | "reset", code?: number): void => {
    end ??= { by, code };
  };
  const settled = (): void => {
    finish("reset");
    ended.abort();
  };
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.on("close", settled);
  socket.on("end", () => {
    finish("reset");
    socket.end();
  });
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${
      protocol === undefined ? "" : `Sec-WebSocket-Protocol: ${protocol}\r\n`
    }\r\n`,
  );

  const reader = createFrameReader(
    {
      onMessage,
      onPing: (data) => socket.write(encodeFrame(0xa, data)),
      onClose(code) {
        finish("client", code);
        if (!closing) socket.end(encodeFrame(8, code === undefined ? new Uint8Array() : toCloseData(code, "")));
        closing = true;
        socket.destroySoon();
      },
      onError(code) {
        finish("server", code);
        socket.end(encodeFrame(8, toCloseData(code, "")));
        closing = true;
      },
    },
    "client",
  );
  socket.on("data", reader);
  if (head.byteLength > 0) reader(head);

  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        socket.off("drain", go);
        socket.off("close", go);
        resolve();
      };
      socket.on("drain", go);
      socket.on("close", go);
    });
  const sendRaw = (bytes: Uint8Array): Promise<void> => {
    if (bytesPerSecond === undefined) return !socket.writable || socket.write(bytes) ? done : drained();
    // One after the other, or the pieces of two would be mixed.
    const rate = bytesPerSecond;
    slow = slow.then(() => sendSlowly(bytes, rate));
    return slow;
  };
  const sendSlowly = async (bytes: Uint8Array, rate: number): Promise<void> => {
    const piece = Math.max(1, Math.ceil(rate / 50));
    for (let at = 0; at < bytes.byteLength && socket.writable; at += piece) {
      if (!socket.write(bytes.subarray(at, at + piece))) await drained();
      await sleep((1000 * piece) / rate, undefined, { signal: ended.signal, ref: false }).catch(() => {});
    }
  };
  const isOpen = (): boolean => socket.writable && !closing;
  return {
    get open() {
      return isOpen();
    },
    get end() {
      return end;
    },
    ended: ended.signal,
    send: ({ data, text }) => (isOpen() ? sendRaw(encodeFrame(text ? 1 : 2, data)) : done),
    sendRaw,
    limit(rate) {
      bytesPerSecond = rate;
    },
    close(code = 1000, reason = "") {
      if (!isOpen()) return;
      closing = true;
      finish("server", code);
      socket.write(encodeFrame(8, toCloseData(code, reason)));
      const timer = setTimeout(() => socket.destroy(), PATIENCE);
      timer.unref();
      socket.on("close", () => clearTimeout(timer));
    },
    reset() {
      finish("reset");
      closing = true;
      socket.resetAndDestroy();
    },
  };
}

/** One frame of a server: not masked, not fragmented. */
export function encodeFrame(opcode: number, data: Uint8Array): Buffer {
  const size = data.byteLength;
  const head = Buffer.alloc(size < 126 ? 2 : size < 0x10000 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (size < 126) head[1] = size;
  else if (size < 0x10000) {
    head[1] = 126;
    head.writeUInt16BE(size, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(size), 2);
  }
  return Buffer.concat([head, data]);
}

function toCloseData(code: number, reason: string): Buffer {
  const data = Buffer.alloc(2 + Buffer.byteLength(reason));
  data.writeUInt16BE(code);
  data.write(reason, 2);
  // A frame of control has no more.
  return data.subarray(0, 125);
}
