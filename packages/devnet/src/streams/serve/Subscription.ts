import type { StreamEncoding } from "../faults/fault/StreamEncoding.ts";
import type { StreamedEvent } from "../faults/fault/StreamedEvent.ts";
import type { StreamFrame } from "../socket/StreamFrame.ts";

/** An event, and the message that it is sent as. */
export interface Outgoing {
  readonly event: StreamedEvent;
  readonly frame: StreamFrame;
}

/** What a consumer gets that is let in. */
export interface Subscription {
  readonly encoding: StreamEncoding;
  /** The subprotocol to answer with. */
  readonly protocol?: string | undefined;
  /** The cursor that it gave. */
  readonly cursor: number | undefined;
  /** What it is sent first. */
  readonly opening?: readonly StreamFrame[];
  /** Why it is closed after that. */
  readonly closeAfterOpening?: string | undefined;
  /** Its next event, when there is one. `undefined` at the end of the stream; a text names the error that it ends with. */
  next(signal: AbortSignal): Promise<Outgoing | string | undefined>;
  /** Leaves out its next events. */
  skip(events: number): void;
  /** Takes what it sends. A number closes the connection with this code. */
  onMessage?(frame: StreamFrame): number | undefined;
  /** It has gone. */
  onEnd?(): void;
}

/** Why a consumer is not let in. */
export interface Refusal {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}
