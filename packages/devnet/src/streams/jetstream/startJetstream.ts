import { checkNumber } from "../../errors/checkNumber.ts";
import { invalidOption } from "../../errors/DevnetError.ts";
import type { Relay } from "../relay/Relay.ts";
import { type RelayEntry, readRelayFrame } from "../relay/RelayEntry.ts";
import { relayLogs } from "../relay/relayLogs.ts";
import { createStreamServer } from "../serve/createStreamServer.ts";
import { createEventLog, type EventLog } from "../serve/EventLog.ts";
import { waitUntil } from "../serve/waitUntil.ts";
import type { Jetstream } from "./Jetstream.ts";
import { type JetstreamEntry, toJetstreamEntries } from "./JetstreamEntry.ts";
import type { JetstreamOptions } from "./JetstreamOptions.ts";
import { subscribeV1 } from "./subscribeV1.ts";
import { subscribeV2 } from "./subscribeV2.ts";
import { createCompressor } from "./zstd.ts";

const METHODS = "/xrpc/network.bsky.jetstream.";

/**
 * Starts a Jetstream server over a relay, from the oldest event that the relay still has. It serves version 1 (`/subscribe`) and
 * version 2 (`network.bsky.jetstream.subscribeEvents`, `getZstdDictionary`). Faults of the relay do not concern it: it has its own.
 *
 * It runs in this process, ends with `close()` or at the end of an `await using` block, and does not keep the process alive. Close it
 * before the relay.
 *
 * @throws {DevnetError} `invalid_option`, `port_taken`, `aborted`
 * @example
 * ```ts
 * await using net = await startNetwork({ appView: false });
 * await using relay = await startRelay(net);
 * await using jetstream = await startJetstream(relay);
 * const socket = new WebSocket(`${jetstream.url}?wantedCollections=app.bsky.feed.post&cursor=0`);
 * socket.onmessage = ({ data }) => console.log(JSON.parse(data).commit);
 * ```
 * @see https://github.com/bluesky-social/jetstream
 */
export async function startJetstream(relay: Relay, options: JetstreamOptions = {}): Promise<Jetstream> {
  const { keep = 100_000, dictionary } = options;
  checkNumber("keep", keep, { min: 1, whole: true });
  const source = relayLogs.get(relay);
  if (source === undefined) throw invalidOption("relay", "a relay of startRelay()", relay);
  if (dictionary !== undefined && !(dictionary instanceof Uint8Array)) {
    throw invalidOption("dictionary", "bytes", dictionary);
  }
  const compressor = createCompressor(dictionary);
  if (dictionary !== undefined && !compressor)
    throw invalidOption("dictionary", "none, as this Node has no zstd", "one");
  const log = createEventLog<JetstreamEntry>(keep);
  const ended = new AbortController();
  const reading = readRelay(source, log, ended.signal);

  const server = await createStreamServer(
    {
      name: "jetstream",
      subscribe(url, request) {
        if (url.pathname === "/subscribe") return subscribeV1(url, request, log, compressor);
        if (url.pathname === `${METHODS}subscribeEvents`) return subscribeV2(url, request, log, compressor);
        return { status: 404, body: { error: "MethodNotImplemented", message: "no such stream" } };
      },
      answer({ pathname, searchParams }) {
        if (pathname !== `${METHODS}getZstdDictionary`) {
          return { status: 501, body: { error: "MethodNotImplemented", message: "no such method" } };
        }
        const id = compressor?.dictionaryId;
        if (dictionary === undefined || (searchParams.has("id") && Number(searchParams.get("id")) !== id)) {
          return { status: 404, body: { error: "DictionaryNotFound", message: "no such dictionary" } };
        }
        return { status: 200, body: dictionary, headers: { "content-type": "application/octet-stream" } };
      },
    },
    options,
  ).catch((error: unknown) => {
    ended.abort();
    throw error;
  });
  const close = async (): Promise<void> => {
    ended.abort();
    await Promise.all([reading.done, server.close()]);
  };
  const url = server.origin.replace("http", "ws");
  return {
    ...server,
    url: `${url}/subscribe`,
    urlV2: `${url}${METHODS}subscribeEvents`,
    dictionaryId: compressor?.dictionaryId,
    get seq() {
      return log.end;
    },
    get timeUs() {
      return log.at(log.end - 1)?.timeUs ?? 0;
    },
    settled: ({ timeout = 30_000 } = {}) => {
      const end = source.end;
      return waitUntil("Jetstream server", timeout, async (signal) => {
        while (reading.position() < end && !signal.aborted && !ended.signal.aborted) {
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      });
    },
    forget(before = log.end + 1) {
      log.forget(log.find(({ event }) => event.seq >= before));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Takes everything that a relay has, and will have. */
function readRelay(
  source: EventLog<RelayEntry>,
  log: EventLog<JetstreamEntry>,
  signal: AbortSignal,
): { done: Promise<void>; position(): number } {
  let position = source.first;
  let timeUs = 0;
  let seq = 0;
  const next = (): { seq: number; timeUs: number } => {
    timeUs = Math.max(timeUs + 1, Date.now() * 1000);
    seq++;
    return { seq, timeUs };
  };
  const read = async (): Promise<void> => {
    for (; !signal.aborted; position++) {
      position = Math.max(position, source.first);
      await source.reached(position, signal);
      const entry = source.at(position);
      if (!entry) continue;
      try {
        const { type, body } = readRelayFrame(entry.frame);
        for (const made of toJetstreamEntries(type, body, next)) log.append(made);
      } catch {
        // What nobody can read, as a script may send it, is no event.
      }
    }
  };
  return { done: read(), position: () => position };
}
