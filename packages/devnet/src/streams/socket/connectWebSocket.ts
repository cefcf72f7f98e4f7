import { randomBytes } from "node:crypto";
import { get } from "node:http";
import type { Socket } from "node:net";
import { createFrameReader } from "./createFrameReader.ts";

/** What a client hears. */
export interface ClientHandlers {
  onMessage(data: Uint8Array): void;
  /** Once, however it ended, and also where it could not be begun. */
  onEnd(): void;
}

/**
 * Connects to a WebSocket on loopback. Unlike the one of Node, it does not keep the program alive.
 *
 * @param url of http
 * @returns what ends it
 */
export function connectWebSocket(url: string, { onMessage, onEnd }: ClientHandlers): () => void {
  let over = false;
  let connected: Socket | undefined;
  const end = (): void => {
    if (over) return;
    over = true;
    connected?.destroy();
    request.destroy();
    onEnd();
  };
  const request = get(url, {
    agent: false,
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
    },
  });
  request.on("socket", (socket) => socket.unref());
  request.on("error", end);
  request.on("response", end);
  request.on("upgrade", (_, socket, head) => {
    connected = socket;
    if (over) return socket.destroy();
    const reader = createFrameReader(
      {
        onMessage: ({ data }) => onMessage(data),
        onPing: (data) => socket.write(toPong(data)),
        onClose: end,
        onError: end,
      },
      "server",
    );
    socket.on("data", reader);
    socket.on("error", end);
    socket.on("close", end);
    if (head.byteLength > 0) reader(head);
  });
  return end;
}

/** A client has to mask; a mask of zeros is one. */
function toPong(data: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(0x8a, 0x80 | data.byteLength, 0, 0, 0, 0), data]);
}
