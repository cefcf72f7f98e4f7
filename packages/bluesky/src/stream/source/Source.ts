import type { CommitFrame, SyncFrame } from "../frame/CommitFrame.ts";
import type { FrameFilter } from "../frame/FrameFilter.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import type { StreamPosition } from "../model/StreamPosition.ts";
import type { Opening } from "../socket/Socket.ts";

/** What a program wants of a stream. */
export interface Wanted extends FrameFilter {
  /** NSIDs and `ns.*`, as they were given. `undefined`: all. */
  readonly collections: readonly string[] | undefined;
  /** `undefined`: all. */
  readonly kinds: ReadonlySet<StreamEvent["kind"]> | undefined;
}

/** Where a connection begins: behind a position, at a time, with the oldest that there is, or with what comes now. */
export type Beginning = { readonly after: StreamPosition } | { readonly since: number } | "oldest" | "live";

/** What a frame says. */
export interface Reading {
  /** Its number. `undefined`: it has none, as what is said about the stream itself. */
  readonly seq?: number | undefined;
  /** When it was sent, as a datetime, where somebody has read that. */
  readonly time?: string | undefined;
  /** The account, for the order of what is done. */
  readonly did?: string | undefined;
  readonly events: readonly StreamEvent[];
  /** What can be verified. */
  readonly commit?: CommitFrame | undefined;
  readonly sync?: SyncFrame | undefined;
  /** The host ends the stream with this. */
  readonly error?: { readonly name: string; readonly message?: string | undefined } | undefined;
}

/** Where events come from: what {@link relay}, {@link jetstream}, {@link jetstreamV2}, {@link labels} and {@link tap} make, for `consume`. */
export interface StreamSource {
  /** Its kind. It stands in cursors. */
  readonly name: "relay" | "jetstream" | "jetstream_v2" | "labels" | "tap";
  /** Its hosts. Another one is taken where one fails. */
  readonly urls: readonly string[];
  /** Whether numbers are of the host alone, so that at another one only times are left to go by. */
  readonly numbers: "own" | "times" | "acknowledged";
  /** Whether a position can be found by its time. */
  readonly byTime: boolean;
  /** Whether the first that comes may be what the cursor is of. */
  readonly inclusive: boolean;
  /** Most milliseconds between two frames while all is well. */
  readonly idle: number;
  /** @internal */
  open(url: string, beginning: Beginning, wanted: Wanted): Opening;
  /**
   * Reads a frame. `undefined`: nothing that anybody knows.
   *
   * @throws {unknown} a `FrameFault`
   * @internal
   */
  read(data: string | Uint8Array, host: string, wanted: Wanted): Reading | undefined | Promise<Reading | undefined>;
  /** What is sent when all of a frame is done. @internal */
  acknowledge?(seq: number): string;
}
