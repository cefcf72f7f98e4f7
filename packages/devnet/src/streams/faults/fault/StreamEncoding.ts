import type { StreamFrame } from "../../socket/StreamFrame.ts";

/** How one kind of stream writes messages that are no events. */
export interface StreamEncoding {
  /** Whether messages are text. */
  readonly text: boolean;
  /** How a cursor in the future is answered: by an error, by a notice, or not at all. */
  readonly futureCursor: "error" | "info" | undefined;
  /** A message of a kind that no consumer knows. `op`: the number in a CBOR header; JSON has none. */
  unknown(op?: number): StreamFrame;
  /** The message that a stream ends with when something is wrong. Absent where there is none (Jetstream v1, Tap). */
  error?(name: string, message?: string): StreamFrame;
  /** A notice. Absent where there is none. */
  info?(name: string, message?: string): StreamFrame;
  /** The same message with so many bytes in a property that nobody knows. */
  padded(frame: StreamFrame, bytes: number): StreamFrame;
}
