/** One message of a WebSocket. */
export interface StreamFrame {
  /** Its bytes. */
  readonly data: Uint8Array;
  /** Whether it goes as text. */
  readonly text: boolean;
}
