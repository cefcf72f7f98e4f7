import type { WebSocketClass } from "../socket/Socket.ts";

/** A host in memory: a log of frames, and what happens to its connections. */
export interface MemoryHost {
  /** Its class of connections. */
  readonly WebSocket: WebSocketClass;
  /** Most frames that are on their way at once. */
  readonly connections: { count: number };
}

/**
 * Makes one, for tests of thousands of connections: no sockets, no clock. Frames come a few at a time.
 *
 * @param frames with numbers from 1 on
 * @param random from 0 to 1, for how many come at a time, and for what breaks
 */
export function memoryHost(frames: readonly Uint8Array[], random: () => number): MemoryHost {
  const connections = { count: 0 };
  class MemoryConnection {
    binaryType = "";
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    #isOver = false;
    #next: number;

    constructor(url: string) {
      connections.count++;
      this.#next = Number(new URL(url).searchParams.get("cursor") ?? "0");
      setImmediate(() => {
        if (this.#isOver) return;
        this.onopen?.();
        this.#send();
      });
    }

    send(): void {}

    close(): void {
      this.#isOver = true;
    }

    #send(): void {
      for (let left = 1 + Math.floor(random() * 20); left > 0 && !this.#isOver; left--) {
        const frame = frames[this.#next];
        if (!frame) break;
        // Now and then something comes twice.
        if (random() > 0.05) this.#next++;
        // Each has memory of its own, as what comes through a socket.
        this.onmessage?.({ data: frame.slice().buffer });
      }
      if (this.#isOver) return;
      if (random() < 0.01) {
        this.#isOver = true;
        this.onclose?.({ code: 1006, reason: "" });
      } else setImmediate(() => this.#send());
    }
  }
  return { WebSocket: MemoryConnection as unknown as WebSocketClass, connections };
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
