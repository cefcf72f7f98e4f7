/** How a stream is doing. */
export interface StreamStats {
  /** How far behind the host's clock the last event is that came, in milliseconds. `undefined`: none came yet. */
  readonly lag: number | undefined;
  /** The number of the last event that came. */
  readonly seq: number | undefined;
  /** The number up to which all is done: where the cursor stands, or will be saved at. */
  readonly done: number | undefined;
  /** The host. */
  readonly host: string | undefined;
  /** Whether there is a connection. */
  readonly connected: boolean;
  /** Frames that came. */
  readonly frames: number;
  /** Events that were handed out. */
  readonly events: number;
  /** Events in the last seconds, for each second. */
  readonly eventsPerSecond: number;
  /** Bytes that came. */
  readonly bytes: number;
  /** Events that are read and not done. */
  readonly pending: number;
  /** How many bytes of frames they hold. */
  readonly pendingBytes: number;
  /** Connections after the first. */
  readonly reconnects: number;
  /** Frames that had come before, and were dropped. */
  readonly duplicates: number;
  /** Where the host skipped numbers. Hosts may: it is no fault by itself. */
  readonly gaps: number;
  /** Events and frames that were skipped: broken ones, unknown ones, those that `onError` said so of. */
  readonly skipped: number;
  /** Commits that did not verify. */
  readonly failedVerifications: number;
}
