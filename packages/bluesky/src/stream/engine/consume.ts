import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { after } from "../../platform/abort/after.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import { decodePosition } from "../model/StreamPosition.ts";
import type { StreamSource } from "../source/Source.ts";
import type { EventStream } from "./contract/EventStream.ts";
import type { StreamOptions } from "./contract/StreamOptions.ts";
import { Core } from "./core/Core.ts";
import { readSettings } from "./core/Settings.ts";
import { StatsReader } from "./core/StatsReader.ts";
import { applyBatches } from "./handing/applyBatches.ts";
import { Lanes } from "./handing/Lanes.ts";
import { readStream } from "./reading/readStream.ts";

/**
 * Reads what happens on a network, from a relay, a PDS, Jetstream, a labeler or a Tap: one shape of events, filtered, in order for each
 * account, within bounded memory, over broken connections and restarts.
 *
 * With a `cursor` nothing is lost, whatever is killed when: it is saved when the work is done, never before. What was not saved comes
 * again: at most what `buffer` holds, and what was done since the last save.
 *
 * Nothing happens until it is read, by `run`, `transaction` or `for await`.
 *
 * @throws {InvalidOptionError}
 * @example
 * ```ts
 * import { Post } from "bluesky/app/bsky/feed";
 * import { consume, jetstream } from "bluesky/stream";
 * import { fileCursor } from "bluesky/stream/file";
 *
 * const stream = consume(jetstream("wss://jetstream2.us-east.bsky.network"), {
 *   collections: [Post.nsid],
 *   cursor: fileCursor("cursor.json"),
 * });
 * await stream.run((event) => {
 *   if (event.kind === "commit" && event.action !== "delete" && event.is(Post)) console.log(event.record.text);
 * });
 * ```
 * @see https://atproto.com/specs/event-stream
 */
export function consume(source: StreamSource, options: StreamOptions = {}): EventStream {
  const settings = readSettings(source, options);
  const { signal, cursor } = settings;
  let core = new Core(settings, { isSaving: true });
  let stats = new StatsReader(core);
  let isUsed = false;
  let ending: Promise<void> | undefined;

  const begin = async (isSaving: boolean): Promise<() => void> => {
    if (isUsed) throw invalidOption("stream", "This stream is read already: make another one with `consume`.");
    isUsed = true;
    if (!isSaving) {
      core = new Core(settings, { isSaving });
      stats = new StatsReader(core);
    }
    const stop = after(Infinity, signal, () => core.end());
    try {
      const saved = await cursor?.load();
      if (saved !== undefined && source.numbers !== "acknowledged") {
        core.last = decodePosition(source.name, saved);
        core.progress.done = core.last;
      }
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  };

  /** Ends what is left, and says what went wrong. */
  const end = async (): Promise<void> => {
    core.end();
    try {
      await core.saver.end();
    } catch (error) {
      core.failure ??= { error };
    }
    if (core.failure) throw core.failure.error;
  };

  const work = async (isSaving: boolean, handle: () => Promise<void>): Promise<void> => {
    const stop = await begin(isSaving);
    try {
      quietly(() => readStream(core));
      await handle();
    } finally {
      stop();
      await end();
    }
  };

  const keep = (working: Promise<void>): Promise<void> => {
    ending = working;
    // Whoever waits for it hears of it.
    working.catch(() => {});
    return working;
  };

  return {
    run: (handler) =>
      keep(
        work(true, () => {
          const lanes = new Lanes(core, handler);
          core.onUnit = (unit) => lanes.take(unit);
          core.onClosing = () => lanes.pump();
          lanes.pump();
          return lanes.done;
        }),
      ),
    transaction: (most, apply) => keep(work(false, () => applyBatches(core, most, apply))),
    async *[Symbol.asyncIterator](): AsyncGenerator<StreamEvent, void, undefined> {
      const stop = await begin(true);
      try {
        quietly(() => readStream(core));
        for (let unit = await core.next(); unit; unit = await core.next()) {
          for (const event of unit.events) {
            core.counts.events++;
            yield event;
            if (core.isEnded) break;
          }
          if (core.isEnded) break;
          core.finish(unit);
        }
      } finally {
        stop();
        await end();
      }
    },
    get stats() {
      return stats.read();
    },
    get cursor() {
      return core.cursor;
    },
    async close() {
      core.end();
      await ending?.catch(() => {});
    },
  };
}
