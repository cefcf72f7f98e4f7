import type { StreamFrame } from "../../socket/StreamFrame.ts";
import type { StreamEncoding } from "./StreamEncoding.ts";
import type { StreamedEvent } from "./StreamedEvent.ts";

/** What a fault can do to one connection. */
export interface StreamLink {
  /** How messages are written here. */
  readonly encoding: StreamEncoding;
  /** Sends a message, after what was sent before it. Resolves when there is room for more. */
  send(frame: StreamFrame): Promise<void>;
  /** Sends bytes as they are, past the framing of WebSockets. */
  sendRaw(bytes: Uint8Array): Promise<void>;
  /** Lets no more than this pass from here on. */
  limit(bytesPerSecond: number): void;
  /** Waits, but no longer than the connection lasts. */
  wait(ms: number): Promise<void>;
  /** Closes the connection in an orderly way. */
  close(code?: number, reason?: string): void;
  /** Resets it (TCP RST). */
  reset(): void;
  /** From 0 to 1, as the seed wants it. */
  random(): number;
}

/** An event on its way to one consumer. */
export interface EventOnItsWay extends StreamLink {
  /** What it is. */
  readonly event: StreamedEvent;
  /** The message that it is sent as. */
  readonly frame: StreamFrame;
  /** Keeps a message back until so many later events were sent, or so many ms have passed. */
  holdBack(frame: StreamFrame, events: number, ms: number): void;
}

/** A consumer that wants to connect. */
export interface ConnectionOnItsWay {
  /** What it asks for: path and query. */
  readonly path: string;
  /** The cursor that it gave. */
  readonly cursor: number | undefined;
  /** How messages are written here. */
  readonly encoding: StreamEncoding;
  /** Answers with an HTTP status instead of a WebSocket. */
  refuse(status: number, body?: object, headers?: Record<string, string>): void;
  /** Sends this many events less than the cursor asks for. */
  skip(events: number): void;
  /** Does something once the WebSocket is open, before the first event. */
  opened(act: (link: StreamLink) => Promise<void> | void): void;
}

/** Something that goes wrong in a stream: to a connection, or to an event. */
export interface StreamFault {
  /** Shows up in rules and in the log of connections. */
  readonly name: string;
  /** Whether it only adds something, so that other faults apply as well. @default false */
  readonly additive?: boolean;
  /** What happens when somebody connects. */
  connect?(connection: ConnectionOnItsWay): void;
  /** What is sent in place of an event. `next` sends it as it is. */
  event?(event: EventOnItsWay, next: () => Promise<void>): Promise<void> | void;
}
