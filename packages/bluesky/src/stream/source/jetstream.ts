import { isObject } from "../../data/isObject.ts";
import { decodeUtf8 } from "../../platform/bytes/decodeUtf8.ts";
import { parseJson } from "../../platform/parseJson.ts";
import { FrameFault } from "../frame/FrameFault.ts";
import type { CommitInfo } from "../frame/RecordEvents.ts";
import type { Beginning, Reading, StreamSource, Wanted } from "./Source.ts";
import { toOpEvent } from "./toOpEvent.ts";
import { toUrls, withParameters } from "./toUrls.ts";

/** Most that a host takes. What is more is filtered here alone. */
const MOST_COLLECTIONS = 100;
const MOST_DIDS = 10_000;
/** More would make an address that servers refuse: they are sent as the first message. */
const MOST_IN_ADDRESS = 50;

/** Options of {@link jetstream}. */
export interface JetstreamOptions {
  /**
   * Undoes the compression of frames, with the dictionary of the server: then they are asked for compressed, which takes half the bytes and ten
   * times the time. Node 24 can with `zstdDecompressSync` of `node:zlib` and the option `dictionary`.
   *
   * @default frames are not compressed
   */
  readonly decompress?: ((frame: Uint8Array) => Uint8Array | Promise<Uint8Array>) | undefined;
  /** Frames that would be larger are left out by the server, in bytes. @default all come */
  readonly maxMessageSizeBytes?: number | undefined;
}

/**
 * Jetstream, version 1: what happens on a network as JSON, filtered by the server. Nothing can be verified. Its cursors are times, so
 * they hold at other hosts too, if one goes back by some seconds.
 *
 * A cursor that is too old is moved without a word by the server; an event `info` with the name `CursorClamped` says where that may have been.
 *
 * @param url a host, such as `wss://jetstream2.us-east.bsky.network`, or several: where one fails, another one is taken
 * @throws {InvalidOptionError} `url`
 * @example
 * ```ts
 * const stream = consume(jetstream("wss://jetstream2.us-east.bsky.network"), { collections: ["app.bsky.feed.post"] });
 * ```
 * @see https://github.com/bluesky-social/jetstream
 */
export function jetstream(url: string | readonly string[], options: JetstreamOptions = {}): StreamSource {
  const { decompress, maxMessageSizeBytes } = options;
  return {
    name: "jetstream",
    urls: toUrls(url, "/subscribe"),
    numbers: "times",
    byTime: true,
    inclusive: true,
    idle: 60_000,
    open(host, beginning, wanted) {
      const filters = filtersOf(wanted);
      const isLong = filters.dids.length + filters.collections.length > MOST_IN_ADDRESS;
      const { collections: wantedCollections, dids: wantedDids } = filters;
      const given = { wantedCollections, wantedDids };
      const parameters = {
        ...(isLong ? { requireHello: true } : { ...given, maxMessageSizeBytes }),
        cursor: microsecondsOf(beginning),
        ...(decompress && { compress: true }),
      };
      const payload = { ...given, maxMessageSizeBytes: maxMessageSizeBytes ?? 0 };
      return {
        url: withParameters(host, parameters),
        hello: isLong ? JSON.stringify({ type: "options_update", payload }) : undefined,
      };
    },
    read(data, host, wanted) {
      if (typeof data === "string") return readEvent(data, host, wanted);
      if (!decompress) throw new FrameFault("it is compressed, and nobody asked for that");
      const text = decompress(data);
      if (text instanceof Uint8Array) return readEvent(textOf(text), host, wanted);
      return text.then((bytes) => readEvent(textOf(bytes), host, wanted));
    },
  };
}

/** What a server is asked to leave out. What it does not leave out is left out here. */
export function filtersOf({ collections = [], dids }: Wanted): {
  collections: readonly string[];
  dids: readonly string[];
} {
  return {
    collections: collections.length > MOST_COLLECTIONS ? [] : collections,
    dids: !dids || dids.size > MOST_DIDS ? [] : [...dids],
  };
}

export function textOf(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new FrameFault("it is not UTF-8");
  return text;
}

/** A beginning as microseconds since 1970. */
function microsecondsOf(beginning: Beginning): number | undefined {
  if (beginning === "live") return undefined;
  if (beginning === "oldest") return 1;
  return "since" in beginning ? beginning.since * 1000 : beginning.after.seq;
}

function readEvent(text: string, host: string, wanted: Wanted): Reading | undefined {
  const json = parseJson(text);
  if (!isObject(json)) throw new FrameFault("it is no JSON object");
  const { did, time_us: seq, kind, commit, identity, account } = json;
  if (!Number.isSafeInteger(seq)) throw new FrameFault("it lacks its time_us");
  const number = seq as number; // which it was seen to be
  if (typeof did !== "string") throw new FrameFault("it lacks its did", number);
  const time = new Date(Math.floor(number / 1000)).toISOString();
  if (wanted.dids && !wanted.dids.has(did)) return { seq: number, time, events: [] };
  const base = { seq: number, time, host, did };
  switch (kind) {
    case "commit": {
      if (!isObject(commit)) throw new FrameFault("it lacks its commit", number);
      const { rev } = commit;
      const info: CommitInfo = { ...base, rev: typeof rev === "string" ? rev : "" };
      const event = toOpEvent(info, commit, commit.operation, wanted);
      return { ...base, events: event ? [event] : [] };
    }
    case "identity": {
      const { handle } = isObject(identity) ? identity : {};
      return { ...base, events: [{ kind, ...base, ...(typeof handle === "string" && { handle }) }] };
    }
    case "account": {
      const { active, status } = isObject(account) ? account : {};
      if (typeof active !== "boolean") throw new FrameFault("its account lacks active", number);
      return { ...base, events: [{ kind, ...base, active, ...(typeof status === "string" && { status }) }] };
    }
    default:
      return { ...base, events: [] };
  }
}
