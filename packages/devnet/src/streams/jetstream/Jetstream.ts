import type { StreamServer } from "../serve/StreamServer.ts";

/** A Jetstream server over a relay, in both versions. It is this package's own. */
export interface Jetstream extends StreamServer {
  /** Version 1: `ws://localhost:<port>/subscribe`. */
  readonly url: string;
  /** Version 2: `ws://localhost:<port>/xrpc/network.bsky.jetstream.subscribeEvents`. */
  readonly urlV2: string;
  /** The number of the last event, in version 2. */
  readonly seq: number;
  /** When it saw the last event, in microseconds since 1970: the cursor of version 1. */
  readonly timeUs: number;
  /** The id of its zstd dictionary, if the option `dictionary` was given. */
  readonly dictionaryId: number | undefined;
  /**
   * Resolves when everything that the relay had sent before the call is in the stream.
   *
   * @throws {DevnetError} `timeout`, `closed`
   */
  settled(options?: { timeout?: number | undefined }): Promise<void>;
  /** Forgets the events before this number. Cursors of version 1 are moved up without a word, those of version 2 are refused. */
  forget(before?: number): void;
}
