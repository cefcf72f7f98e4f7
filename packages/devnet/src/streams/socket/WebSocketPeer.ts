import type { StreamFrame } from "./StreamFrame.ts";

/** The other end of a WebSocket. */
export interface WebSocketPeer {
  /** Whether messages can still be sent. */
  readonly open: boolean;
  /** How it ended: who ended it, and by which code. */
  readonly end: { by: "client" | "server" | "reset"; code: number | undefined } | undefined;
  /** Sends a message. Resolves when there is room for more, or when it has ended. */
  send(frame: StreamFrame): Promise<void>;
  /** Sends bytes as they are. */
  sendRaw(bytes: Uint8Array): Promise<void>;
  /** Lets no more than this pass from here on. */
  limit(bytesPerSecond: number): void;
  /** Closes it in an orderly way. */
  close(code?: number, reason?: string): void;
  /** Resets the connection (TCP RST). */
  reset(): void;
  /** Aborted when it has ended. */
  readonly ended: AbortSignal;
}
