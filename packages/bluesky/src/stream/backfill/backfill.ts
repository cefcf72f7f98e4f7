import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { sleep } from "../../platform/abort/sleep.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { consume } from "../engine/consume.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import type { StreamStats } from "../model/StreamStats.ts";
import type { StreamSource } from "../source/Source.ts";
import type { BackfillOptions, BackfillStats } from "./BackfillOptions.ts";
import { Catching } from "./Catching.ts";

/** All that there is, and then what is new: what {@link backfill} makes. */
export interface Backfill {
  /**
   * Calls a function with each record that there is (`live` is false), and with each event that comes, never with two of one account at
   * once, but with those of several. It resolves when it was ended by its signal or `close`.
   *
   * @throws {StreamError} what ends the stream
   * @throws {InvalidOptionError} also if the cursor is of something else
   * @throws {CallError}
   * @throws {RepoError}
   * @throws {IdentityError}
   * @throws {unknown} what functions and stores of yours throw
   */
  run(handler: (event: StreamEvent) => unknown): Promise<void>;
  /** How far it has come. */
  readonly stats: BackfillStats;
  /** How the stream of what is new is doing. */
  readonly stream: StreamStats;
  /** Ends it: what is being handled is finished, the cursor is saved. */
  close(): Promise<void>;
}

/** Gaps of the stream, after which nobody knows what has changed meanwhile. */
const GAPS = new Set(["OutdatedCursor", "OriginChanged", "CursorReset", "CursorClamped"]);

/**
 * Reads all records of a network that are wanted, from the repositories, verified, and goes over to what is new, without a gap and
 * without giving anything twice: the stream is read from the beginning on. What it brings of an account that has not been read waits, or
 * will be in what is read; what it brings of one that has been, and was in it by its revision, is dropped.
 *
 * With `cursor` and `journal` a program goes on where it was. What was being handled when it was killed comes again: of a repository all of
 * its records. Where the stream has a gap, and after an event `sync`, repositories are read again: with `known` they give what has changed.
 * The events themselves come, too, in front of that.
 *
 * @param client of a relay, or of a server for its own accounts: it is asked who there is
 * @param source where what is new comes from
 * @throws {InvalidOptionError}
 * @example
 * ```ts
 * import { backfill, relay } from "bluesky/stream";
 * import { fileCursor, fileJournal } from "bluesky/stream/file";
 *
 * const client = createClient({ service: "https://relay1.us-east.bsky.network" });
 * const all = backfill(client, relay("wss://relay1.us-east.bsky.network"), {
 *   collections: ["com.example.recipe"],
 *   cursor: fileCursor("cursor.json"),
 *   journal: fileJournal("repos.txt"),
 * });
 * await all.run((event) => index(event));
 * ```
 */
export function backfill(client: ClientLike, source: StreamSource, options: BackfillOptions = {}): Backfill {
  const { readers = 8, perHost = 2, signal, cursor } = options;
  for (const [name, value] of Object.entries({ readers, perHost })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw invalidOption(name, `Expected a number of at least 1 as \`${name}\`, got ${value}.`);
    }
  }
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const stream = consume(source, { ...options, signal: ending.signal });
  let catching: Catching | undefined;
  let running: Promise<void> | undefined;

  const run = async (handler: (event: StreamEvent) => unknown): Promise<void> => {
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
    // Without a cursor nobody knows what has happened since the repositories of the journal were read.
    const isTrusted = cursor !== undefined && (await cursor.load()) !== undefined;
    const work = new Catching(client, handler, { ...options, readers, perHost, ending, isTrusted });
    catching = work;
    try {
      const live = stream.run((event) => {
        if (event.kind === "info" && GAPS.has(event.name)) work.distrust();
        return work.handle(event);
      });
      // What happens from here on is in the stream: only then may anything be read.
      quietly(() => live.then(end, end));
      while (!stream.stats.connected && !ending.signal.aborted) await sleep(10, ending.signal);
      work.begin();
      await live;
    } finally {
      end();
      signal?.removeEventListener("abort", end);
      await work.ended();
    }
    if (work.failure) throw work.failure.error;
  };

  return {
    run(handler) {
      if (running) throw invalidOption("backfill", "This backfill has run already: make another one with `backfill`.");
      running = run(handler);
      running.catch(() => {});
      return running;
    },
    get stats() {
      return catching?.stats ?? { found: 0, read: 0, failed: 0, records: 0, isCaughtUp: false };
    },
    get stream() {
      return stream.stats;
    },
    async close() {
      end();
      await running?.catch(() => {});
    },
  };
}
