import type { IncomingMessage } from "node:http";
import type { EventLog } from "../serve/EventLog.ts";
import type { Refusal, Subscription } from "../serve/Subscription.ts";
import { jsonEncoding } from "./encodings.ts";
import type { JetstreamEntry } from "./JetstreamEntry.ts";
import { isWanted, readWanted, type Wanted } from "./readWanted.ts";
import type { Compressor } from "./zstd.ts";

const names = { collections: "wantedCollections", dids: "wantedDids" };

/** Answers `/subscribe`. A cursor that is too old, or that lies in the future, is moved without a word. */
export function subscribeV1(
  { searchParams }: URL,
  request: IncomingMessage,
  log: EventLog<JetstreamEntry>,
  compressor: Compressor | undefined,
): Subscription | Refusal {
  const given = searchParams.get("cursor");
  const cursor = given === null ? undefined : Number(given);
  if (cursor !== undefined && !Number.isInteger(cursor)) return invalid("cursor: expected an integer");
  let wanted: Wanted;
  try {
    wanted = readWanted(names, {
      collections: searchParams.getAll("wantedCollections"),
      dids: searchParams.getAll("wantedDids"),
      maxBytes: readSize(searchParams.get("maxMessageSizeBytes")),
    });
  } catch (error) {
    return invalid(error instanceof Error ? error.message : String(error));
  }
  const wantsZstd =
    searchParams.get("compress") === "true" || String(request.headers["socket-encoding"] ?? "").includes("zstd");
  if (wantsZstd && !compressor) return invalid("compress: this server has no zstd");

  let position = cursor === undefined ? log.end : log.find(({ timeUs }) => timeUs >= cursor);
  const hello = Promise.withResolvers<void>();
  if (searchParams.get("requireHello") !== "true") hello.resolve();
  return {
    encoding: jsonEncoding,
    cursor,
    skip(events) {
      position = Math.min(log.end, position + events);
    },
    async next(signal) {
      signal.addEventListener("abort", () => hello.resolve(), { once: true });
      await hello.promise;
      while (!signal.aborted) {
        await log.reached(position, signal);
        position = Math.max(position, log.first);
        const entry = log.at(position);
        if (!entry) continue;
        position++;
        const { event, v1 } = entry;
        if (!v1 || !isWanted(entry, v1.byteLength, wanted)) continue;
        const data = wantsZstd && compressor ? compressor.compress(v1) : v1;
        return { event, frame: { data, text: !wantsZstd } };
      }
      return undefined;
    },
    onMessage({ data }) {
      try {
        const { type, payload } = Object(JSON.parse(Buffer.from(data).toString()));
        if (type !== "options_update") return undefined;
        const { wantedCollections, wantedDids, maxMessageSizeBytes } = Object(payload);
        wanted = readWanted(names, {
          collections: Array.isArray(wantedCollections) ? wantedCollections : [],
          dids: Array.isArray(wantedDids) ? wantedDids : [],
          maxBytes: readSize(maxMessageSizeBytes),
        });
        hello.resolve();
        return undefined;
      } catch {
        return 1008;
      }
    },
  };
}

/** A size of none, or one that is no number, is none. */
function readSize(value: unknown): number {
  return Math.max(0, Math.trunc(Number(value)) || 0);
}

function invalid(message: string): Refusal {
  return { status: 400, body: { error: "InvalidRequest", message } };
}
