import { quietly } from "../../platform/abort/quietly.ts";
import { decodeUtf8 } from "../../platform/bytes/decodeUtf8.ts";
import { askWhy } from "./askWhy.ts";
import { canPause } from "./findWebSocket.ts";
import { refusalOf } from "./refusalOf.ts";
import type { Opening, Socket, SocketEnd, SocketListener, WebSocketClass } from "./Socket.ts";

/** What is used of the platform's connections. */
interface WebConnection {
  binaryType: string;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string; readonly error?: unknown }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  send(text: string): void;
  close(): void;
}

/** What is used of those of `ws`. */
interface PausingConnection {
  on(name: "open", listener: () => void): void;
  on(name: "message", listener: (data: Uint8Array, isBinary: boolean) => void): void;
  on(name: "error", listener: (error: Error & { readonly code?: string }) => void): void;
  on(name: "close", listener: (code: number, reason: Uint8Array) => void): void;
  on(name: "unexpected-response", listener: (request: { destroy(): void }, response: IncomingAnswer) => void): void;
  send(text: string): void;
  terminate(): void;
  pause(): void;
  resume(): void;
}

/** An answer of `node:http`. */
interface IncomingAnswer {
  readonly statusCode?: number;
  on(name: "data", listener: (chunk: Uint8Array) => void): void;
  on(name: "end" | "close", listener: () => void): void;
}

/** Most that is read of an answer that is no connection, in bytes. */
const MOST_ANSWER = 16_384;

/** Opens a connection. What goes wrong is told to the listener, also what goes wrong at once. */
export function openSocket(
  WebSocket: WebSocketClass,
  opening: Opening,
  maxFrame: number,
  listener: SocketListener,
): Socket {
  let isOver = false;
  let isOpen = false;
  const end = (given: SocketEnd): void => {
    if (isOver) return;
    isOver = true;
    listener.onEnd(given);
  };
  const open = (send: (text: string) => void): void => {
    if (isOver) return;
    isOpen = true;
    listener.onOpen();
    if (opening.hello !== undefined) send(opening.hello);
  };
  const message = (data: string | Uint8Array): void => {
    if (!isOver) listener.onMessage(data);
  };
  try {
    return canPause(WebSocket)
      ? openPausing(WebSocket, opening, maxFrame, { open, message, end, drop: () => (isOver = true) })
      : openWeb(WebSocket, opening, { open, message, end, drop: () => (isOver = true), isOpen: () => isOpen });
  } catch (cause) {
    end({ what: "no connection could be made", cause });
    return { send: () => {}, close: () => {} };
  }
}

/** What both kinds of connection tell. */
interface Told {
  open(send: (text: string) => void): void;
  message(data: string | Uint8Array): void;
  end(end: SocketEnd): void;
  drop(): void;
}

function openPausing(WebSocket: WebSocketClass, opening: Opening, maxFrame: number, told: Told): Socket {
  const { url, protocols = [], headers } = opening;
  const options = { maxPayload: maxFrame, perMessageDeflate: false, handshakeTimeout: 30_000, headers };
  const connection = new WebSocket(url, [...protocols], options as never) as unknown as PausingConnection;
  connection.on("open", () => told.open((text) => connection.send(text)));
  connection.on("message", (data, isBinary) => told.message(isBinary ? data : textOf(data)));
  connection.on("unexpected-response", (request, response) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const done = (): void => {
      request.destroy();
      const text = chunks.map((chunk) => textOf(chunk)).join("");
      told.end({
        what: `the host answered with status ${response.statusCode}`,
        refusal: refusalOf(response.statusCode, text),
      });
    };
    response.on("data", (chunk) => {
      length += chunk.length;
      if (length <= MOST_ANSWER) chunks.push(chunk);
      else done();
    });
    response.on("end", done);
    response.on("close", done);
  });
  connection.on("error", (cause) => {
    const isTooLarge = cause.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
    told.end({ what: isTooLarge ? "a frame is too large" : "the connection failed", cause, isTooLarge });
    connection.terminate();
  });
  connection.on("close", (code, reason) => told.end({ what: closed(code, textOf(reason)) }));
  return {
    send: (text) => connection.send(text),
    close() {
      told.drop();
      connection.terminate();
    },
    pause: () => connection.pause(),
    resume: () => connection.resume(),
  };
}

function openWeb(WebSocket: WebSocketClass, opening: Opening, told: Told & { isOpen(): boolean }): Socket {
  const { url, protocols = [], headers } = opening;
  // Browsers know no headers: they take protocols alone.
  const second = headers ? ({ protocols: [...protocols], headers } as unknown as string[]) : [...protocols];
  const connection = new WebSocket(url, second) as unknown as WebConnection;
  connection.binaryType = "arraybuffer";
  let failure: { readonly message?: string; readonly error?: unknown } | undefined;
  connection.onopen = () => told.open((text) => connection.send(text));
  connection.onmessage = ({ data }) =>
    told.message(typeof data === "string" ? data : new Uint8Array(data as ArrayBuffer)); // by its binaryType
  let isAsked = false;
  // It does not say why there is no connection: the same address does, to a request.
  const ask = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    const refusal = await askWhy(url);
    const what = refusal ? `the host answered with status ${refusal.status}` : "there is no connection";
    told.end({ what, cause: failure?.error, refusal });
  };
  connection.onerror = (event) => {
    failure ??= event;
    // On Node 22 nothing else follows.
    if (!told.isOpen()) quietly(ask);
  };
  connection.onclose = ({ code, reason }) => {
    if (told.isOpen()) told.end({ what: closed(code, reason), cause: failure?.error });
    else quietly(ask);
  };
  return {
    send: (text) => connection.send(text),
    close() {
      told.drop();
      connection.onmessage = null;
      try {
        connection.close();
      } catch {
        // One that was never open.
      }
    },
  };
}

/** `ws` has seen to it that it is UTF-8. */
function textOf(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? "";
}

function closed(code: number, reason: string): string {
  return `the connection was closed with code ${code}${reason === "" ? "" : `: ${reason}`}`;
}
