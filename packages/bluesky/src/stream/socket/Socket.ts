/** What is sent to open a connection. */
export interface Opening {
  readonly url: string;
  readonly protocols?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What is sent first. */
  readonly hello?: string | undefined;
}

/** A connection. */
export interface Socket {
  /** Sends a text. */
  send(text: string): void;
  /** Ends it. Nothing more is heard of it. */
  close(): void;
  /** Stops reading, where the platform can. */
  readonly pause?: (() => void) | undefined;
  readonly resume?: (() => void) | undefined;
}

/** What a server has answered in place of a connection. */
export interface Refusal {
  readonly status: number;
  /** The error's name, where it says one. */
  readonly name?: string | undefined;
  readonly message?: string | undefined;
}

/** How a connection ended. */
export interface SocketEnd {
  /** In words. */
  readonly what: string;
  readonly cause?: unknown;
  /** A frame was larger than allowed. */
  readonly isTooLarge?: boolean | undefined;
  readonly refusal?: Refusal | undefined;
}

/** What is told of a connection. After `onEnd` nothing more. */
export interface SocketListener {
  onOpen(): void;
  onMessage(data: string | Uint8Array): void;
  onEnd(end: SocketEnd): void;
}

/** A class of connections: the platform's `WebSocket`, or that of the package `ws`, which can pause. */
export type WebSocketClass = new (
  url: string,
  protocols?: string | string[],
  // Each has options of its own.
  options?: never,
) => {
  binaryType: string;
  send(text: string): void;
  close(): void;
};
