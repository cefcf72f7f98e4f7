import type { IncomingMessage } from "node:http";
import type { EventLog } from "../serve/EventLog.ts";
import type { Refusal, Subscription } from "../serve/Subscription.ts";
import type { StreamFrame } from "../socket/StreamFrame.ts";
import { envelopeEncoding } from "./encodings.ts";
import type { JetstreamEntry } from "./JetstreamEntry.ts";
import { isWanted, readWanted, type Wanted } from "./readWanted.ts";
import type { Compressor } from "./zstd.ts";

const PROTOCOL = "xrpc.v1.json";
const KINDS = ["commit", "identity", "account", "sync"];
const KNOWN = ["cursor", "kinds", "dids", "collections", "maxMessageSizeBytes", "zstdDictionary"];
/** From here on a cursor is a time in microseconds. */
const TIMES = 1e15;

/** Answers `network.bsky.jetstream.subscribeEvents`. A cursor is the number of the first event, or a time. */
export function subscribeV2(
  { searchParams }: URL,
  request: IncomingMessage,
  log: EventLog<JetstreamEntry>,
  compressor: Compressor | undefined,
): Subscription | Refusal {
  const stranger = [...searchParams.keys()].find((name) => !KNOWN.includes(name));
  if (stranger !== undefined) return invalid(`${stranger}: unknown parameter`);
  const [cursor, size, dictionary] = ["cursor", "maxMessageSizeBytes", "zstdDictionary"].map((name) => {
    const given = searchParams.get(name);
    return given === null ? undefined : /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
  });
  if ([cursor, size, dictionary].some((number) => Number.isNaN(number))) return invalid("expected an integer");
  let wanted: Wanted;
  try {
    wanted = readFilter(searchParams, size);
  } catch (error) {
    return invalid(error instanceof Error ? error.message : String(error));
  }
  const compress = dictionary === undefined ? undefined : compressor?.compress;
  if (dictionary !== undefined && (!compress || compressor?.dictionaryId !== dictionary)) {
    const message = `unknown zstd dictionary id ${dictionary}, current is ${compressor?.dictionaryId ?? "none"}`;
    return { status: 400, body: { error: "UnknownZstdDictionary", message } };
  }
  const start = findStart(cursor, log);
  if ("status" in start) return start;
  let { position } = start;
  const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/);
  return {
    encoding: envelopeEncoding,
    protocol: offered.includes(PROTOCOL) ? PROTOCOL : undefined,
    cursor,
    opening: start.opening,
    skip(events) {
      position = Math.min(log.end, position + events);
    },
    async next(signal) {
      while (!signal.aborted) {
        await log.reached(position, signal);
        if (signal.aborted) break;
        if (position < log.first) return "ConsumerTooSlow";
        const entry = log.at(position++);
        if (!entry || !isWanted(entry, entry.v2.byteLength, wanted)) continue;
        return { event: entry.event, frame: { data: compress?.(entry.v2) ?? entry.v2, text: !compress } };
      }
      return undefined;
    },
    // It is one-way: whatever a consumer sends is a mistake.
    onMessage: () => 1008,
  };
}

function readFilter(params: URLSearchParams, size: number | undefined): Wanted {
  const kinds = params.getAll("kinds");
  const unknown = kinds.find((kind) => !KINDS.includes(kind));
  if (unknown !== undefined) throw new TypeError(`kinds: ${unknown} is none of ${KINDS.join(", ")}`);
  const collections = params.getAll("collections");
  if (collections.length > 0 && kinds.length > 0 && !kinds.includes("commit")) {
    throw new TypeError("collections: kinds leaves out commit");
  }
  const filter = { collections, dids: params.getAll("dids"), kinds, maxBytes: size ?? 0 };
  return readWanted({ collections: "collections", dids: "dids" }, filter);
}

function findStart(
  cursor: number | undefined,
  log: EventLog<JetstreamEntry>,
): { position: number; opening: readonly StreamFrame[] } | Refusal {
  if (cursor === undefined) return { position: log.end, opening: [] };
  const oldest = log.at(log.first);
  const [floor, next] = [oldest?.event.seq ?? log.end + 1, log.end + 1];
  if (cursor >= TIMES) {
    const isOutdated = oldest !== undefined && cursor < oldest.timeUs;
    const opening = isOutdated ? notice("OutdatedCursor", `resumed from seq ${floor}`) : [];
    return { position: log.find(({ timeUs }) => timeUs >= cursor), opening };
  }
  if (log.first > 0 && cursor < floor) {
    return { status: 400, body: { error: "CursorTooOld", message: `cursor ${cursor} is below the floor ${floor}` } };
  }
  if (cursor > next) return { position: log.end, opening: notice("FutureCursor", `started at seq ${next}`) };
  return { position: log.find(({ event }) => event.seq >= cursor), opening: [] };
}

function notice(name: string, message: string): readonly StreamFrame[] {
  const frame = envelopeEncoding.info?.(name, message);
  return frame ? [frame] : [];
}

function invalid(message: string): Refusal {
  return { status: 400, body: { error: "InvalidRequest", message } };
}
