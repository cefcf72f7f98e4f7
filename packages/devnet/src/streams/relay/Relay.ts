import type { StreamServer } from "../serve/StreamServer.ts";

/** A change of one record, as a scripted commit has it. */
export interface ScriptedOperation {
  /** What is done. @default "create" */
  action?: "create" | "update" | "delete" | undefined;
  /** NSID of the collection. */
  collection: string;
  /** The record key. */
  rkey: string;
  /** The record: plain JSON, with `Uint8Array` for bytes and `{ $link }` for links. Absent when it is deleted. */
  record?: Record<string, unknown> | undefined;
}

/** A message of `com.atproto.sync.subscribeRepos`, without `seq`. */
export interface RelayMessage {
  /** What its header calls it. */
  type: "#commit" | "#identity" | "#account" | "#sync" | "#info";
  /** Plain JSON, with `Uint8Array` for bytes and `{ $link }` for links. `time` is set where it is missing. */
  body: Record<string, unknown>;
}

/**
 * A relay in front of the PDSs of a network. It is this package's own: what it does is what is known of the official one.
 *
 * It gives events numbers of its own, keeps them, and answers `com.atproto.sync.subscribeRepos`, `listRepos`, `listHosts`,
 * `listReposByCollection`, `getRepo` (by a redirect to the PDS), `getRepoStatus`, `getLatestCommit`, `getHostStatus` and `requestCrawl`.
 */
export interface Relay extends StreamServer {
  /** Where the stream is: `ws://localhost:<port>`, without a path. */
  readonly url: string;
  /** The number of the last event. */
  readonly seq: number;
  /** The number of the oldest event that it still has. One more than `seq` where it has none. */
  readonly oldestSeq: number;
  /** PDSs that it reads, as `host:port`. */
  readonly hosts: readonly string[];

  /**
   * Reads one more PDS, from its first event on. PDSs that are added to the network by `addPds()` are read by themselves.
   *
   * @param url - Its URL.
   */
  addHost(url: string): Promise<void>;

  /**
   * Resolves when everything that the PDSs had written before the call is in the stream.
   *
   * @throws {DevnetError} `timeout`, `closed`
   */
  settled(options?: { timeout?: number | undefined }): Promise<void>;

  /**
   * Puts a message of your own into the stream.
   *
   * @returns Its number.
   */
  publish(message: RelayMessage): number;

  /**
   * Puts a commit of your own into the stream: with real blocks and CIDs, but with neither tree nor a signature that anybody could verify.
   *
   * @returns Its number.
   */
  publishCommit(did: string, operations: readonly ScriptedOperation[]): number;

  /** Forgets the events before this number: who asks for them is told `OutdatedCursor`. @param before - @default all so far */
  forget(before?: number): void;

  /**
   * Becomes another relay at the same URL: every event that it still has gets another number, from `firstSeq` on, and everybody is
   * disconnected. What a consumer has kept as its cursor means something else now.
   */
  changeOrigin(firstSeq?: number): void;
}
