import type { WebSocketPeer } from "../socket/WebSocketPeer.ts";
import type { StreamConnection } from "./StreamConnection.ts";

/** What happens to a connection, for the log. */
export interface ConnectionMarks {
  opened(peer: WebSocketPeer, cursor: number | undefined): void;
  met(fault: string): void;
  received(text: string): void;
  sentFrame(): void;
  sentEvent(seq: number): void;
  ended(end: "refused"): void;
}

/** An entry of the log of connections. */
export function createConnection(path: string): { shown: StreamConnection; mark: ConnectionMarks } {
  const faults: string[] = [];
  const received: string[] = [];
  let peer: WebSocketPeer | undefined;
  let refused = false;
  let cursor: number | undefined;
  let [frames, lastSeq]: [number, number | undefined] = [0, undefined];
  return {
    shown: {
      at: Date.now(),
      path,
      faults,
      received,
      get cursor() {
        return cursor;
      },
      get open() {
        return peer?.ended.aborted === false;
      },
      get frames() {
        return frames;
      },
      get lastSeq() {
        return lastSeq;
      },
      get end() {
        return refused ? "refused" : peer?.end?.by;
      },
      get closeCode() {
        return peer?.end?.code;
      },
    },
    mark: {
      opened(opened, given) {
        peer = opened;
        cursor = given;
      },
      met: (fault) => faults.push(fault),
      received: (text) => received.push(text),
      sentFrame() {
        frames++;
      },
      sentEvent(seq) {
        lastSeq = seq;
      },
      ended() {
        refused = true;
      },
    },
  };
}
