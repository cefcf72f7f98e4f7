import { isObject } from "../../data/isObject.ts";
import { parseJson } from "../../platform/parseJson.ts";
import { FrameFault } from "../frame/FrameFault.ts";
import type { CommitInfo } from "../frame/RecordEvents.ts";
import { filtersOf, textOf } from "./jetstream.ts";
import { readInfo } from "./relay.ts";
import type { Beginning, Reading, StreamSource, Wanted } from "./Source.ts";
import { toOpEvent } from "./toOpEvent.ts";
import { toUrls, withParameters } from "./toUrls.ts";

const NSID = "network.bsky.jetstream.subscribeEvents";
/** Kinds that a server knows. */
const KINDS = ["commit", "identity", "account", "sync"] as const;
/** From here on a cursor is a time. */
const FIRST_TIME = 1e15;

/** Options of {@link jetstreamV2}. */
export interface JetstreamV2Options {
  /**
   * Undoes the compression of frames, with the dictionary of that number, which `network.bsky.jetstream.getZstdDictionary` gives: then
   * they are asked for compressed.
   *
   * @default frames are not compressed
   */
  readonly zstd?:
    | { readonly dictionary: number; readonly decompress: (frame: Uint8Array) => Uint8Array | Promise<Uint8Array> }
    | undefined;
}

/**
 * Jetstream, version 2: what happens on a network as JSON, filtered by the server, with numbers of its own, and repositories that were
 * reset. Nothing can be verified. At another host it goes on by the time of its cursor.
 *
 * @param url a host, such as `wss://jetstream.us-east.bsky.network`, or several: where one fails, another one is taken
 * @throws {InvalidOptionError} `url`
 * @example
 * ```ts
 * const stream = consume(jetstreamV2("wss://jetstream.us-east.bsky.network"), { collections: ["app.bsky.feed.post"] });
 * ```
 * @see https://github.com/bluesky-social/jetstream
 */
export function jetstreamV2(url: string | readonly string[], { zstd }: JetstreamV2Options = {}): StreamSource {
  return {
    name: "jetstream_v2",
    urls: toUrls(url, `/xrpc/${NSID}`),
    numbers: "own",
    byTime: true,
    inclusive: true,
    idle: 60_000,
    open(host, beginning, wanted) {
      const { collections, dids } = filtersOf(wanted);
      const kinds = KINDS.filter((kind) => !wanted.kinds || wanted.kinds.has(kind));
      const isSome = kinds.length > 0 && kinds.length < KINDS.length;
      const parameters = {
        cursor: cursorAt(beginning),
        ...(isSome && { kinds }),
        dids,
        // Asking for collections and no commits is refused.
        ...(kinds.includes("commit") && { collections }),
        ...(zstd && { zstdDictionary: zstd.dictionary }),
      };
      return { url: withParameters(host, parameters), protocols: ["xrpc.v1.json"] };
    },
    read(data, host, wanted) {
      if (typeof data === "string") return readMessage(data, host, wanted);
      if (!zstd) throw new FrameFault("it is compressed, and nobody asked for that");
      const text = zstd.decompress(data);
      if (text instanceof Uint8Array) return readMessage(textOf(text), host, wanted);
      return text.then((bytes) => readMessage(textOf(bytes), host, wanted));
    },
  };
}

function cursorAt(beginning: Beginning): number | undefined {
  if (beginning === "live") return undefined;
  if (beginning === "oldest") return FIRST_TIME;
  return "since" in beginning ? beginning.since * 1000 : beginning.after.seq;
}

function readMessage(text: string, host: string, wanted: Wanted): Reading | undefined {
  const json = parseJson(text);
  if (!isObject(json)) throw new FrameFault("it is no JSON object");
  if (json.$type === "error") {
    const { name, error, message } = json;
    const word = typeof error === "string" ? error : name;
    const said = typeof message === "string" ? message : undefined;
    return { events: [], error: { name: typeof word === "string" ? word : "Unknown", message: said } };
  }
  const { payload } = json;
  if (json.$type !== "message" || !isObject(payload)) return undefined;
  const { $type, did, seq, time } = payload;
  if ($type === `${NSID}#info`) return readInfo(payload, host);
  if (!Number.isSafeInteger(seq)) {
    // What is not known yet need not be numbered.
    if (!KINDS.some((kind) => $type === `${NSID}#${kind}`)) return undefined;
    throw new FrameFault("it lacks its seq");
  }
  const number = seq as number; // which it was seen to be
  if (typeof did !== "string" || typeof time !== "string") throw new FrameFault("it lacks its did or time", number);
  if (wanted.dids && !wanted.dids.has(did)) return { seq: number, time, events: [] };
  const base = { seq: number, time, host, did };
  switch ($type) {
    case `${NSID}#commit`: {
      const { rev } = payload;
      const info: CommitInfo = { ...base, rev: typeof rev === "string" ? rev : "" };
      const event = toOpEvent(info, payload, payload.operation, wanted);
      return { ...base, events: event ? [event] : [] };
    }
    case `${NSID}#identity`: {
      const { handle } = isObject(payload.identity) ? payload.identity : {};
      return { ...base, events: [{ kind: "identity", ...base, ...(typeof handle === "string" && { handle }) }] };
    }
    case `${NSID}#account`: {
      const { active, status } = isObject(payload.account) ? payload.account : {};
      if (typeof active !== "boolean") throw new FrameFault("its account lacks active", number);
      return { ...base, events: [{ kind: "account", ...base, active, ...(typeof status === "string" && { status }) }] };
    }
    case `${NSID}#sync`: {
      const { rev } = isObject(payload.sync) ? payload.sync : {};
      return { ...base, events: [{ kind: "sync", ...base, rev: typeof rev === "string" ? rev : "", reason: "sync" }] };
    }
    default:
      return { ...base, events: [] };
  }
}
