/** A consumer that has connected, or tried to. */
export interface StreamConnection {
  /** When it came, in ms since 1970. */
  readonly at: number;
  /** What it asked for: path and query. */
  readonly path: string;
  /** The cursor that it gave. */
  readonly cursor: number | undefined;
  /** Whether it is connected. */
  readonly open: boolean;
  /** How many frames it was sent, broken ones among them. */
  readonly frames: number;
  /** The `seq` of the last event that it was sent. */
  readonly lastSeq: number | undefined;
  /** Names of the faults that it met, in order. */
  readonly faults: readonly string[];
  /** What it has sent, as text. */
  readonly received: readonly string[];
  /** How it ended. `refused`: with an HTTP status, before there was a WebSocket. */
  readonly end: "refused" | "client" | "server" | "reset" | undefined;
  /** The code that its WebSocket was closed with, by whoever closed it. */
  readonly closeCode: number | undefined;
}
