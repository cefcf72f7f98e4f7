/** What a reader of a stream is asked to do. */
export interface StreamJob {
  readonly source: StreamSourceName;
  /** Where the stream is: the origin of a server, by ws. */
  readonly url: string;
}

/** The kinds of streams. */
export type StreamSourceName = "relay" | "jetstream" | "jetstreamV2" | "tap";

/** What a reader tells of itself. */
export type StreamReport =
  | { readonly type: "ready" }
  /** Record keys of events that it has handled. */
  | { readonly type: "handled"; readonly rkeys: readonly string[] }
  /** What it was told of and goes on: errors and notices, by name. */
  | { readonly type: "told"; readonly what: string }
  /** It has given up, or was told to stop. `grown`: by how many bytes the process was larger at most. */
  | { readonly type: "ended"; readonly how: string; readonly grown: number };

/** A reader of streams: it reads from the oldest event on, as its README shows it, until it is told to stop. */
export interface StreamReader {
  /** The streams that it can read. */
  readonly sources: readonly StreamSourceName[];
  /**
   * Reads. Rejects where it gives up.
   *
   * @param handle is called with the record key of each event
   * @param tell is called with what it says of errors and notices
   */
  read(
    job: StreamJob,
    handle: (rkey: string) => void,
    tell: (what: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
}
