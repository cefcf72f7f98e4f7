import { isObject } from "../../data/isObject.ts";
import type { SyncFrame } from "../frame/CommitFrame.ts";
import { FrameFault } from "../frame/FrameFault.ts";
import { BlockRecord, DeletedRecord } from "../frame/RecordEvents.ts";
import type { CommitPlaces } from "../frame/readCommit.ts";
import { type OtherBody, readFrame } from "../frame/readFrame.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import type { Beginning, Reading, StreamSource, Wanted } from "./Source.ts";
import { toUrls, withParameters } from "./toUrls.ts";

/**
 * All that happens on a network, from a relay, or on one server, from a PDS: `com.atproto.sync.subscribeRepos`. It can be verified. It
 * is filtered here, because hosts do not.
 *
 * @param url a host, such as `wss://bsky.network`, or several: where one fails, another one is taken (see `onOriginChange`)
 * @throws {InvalidOptionError} `url`
 * @example
 * ```ts
 * const stream = consume(relay("wss://bsky.network"), { collections: ["app.bsky.feed.post"] });
 * ```
 * @see https://atproto.com/specs/sync
 */
export function relay(url: string | readonly string[]): StreamSource {
  return {
    name: "relay",
    urls: toUrls(url, "/xrpc/com.atproto.sync.subscribeRepos"),
    numbers: "own",
    byTime: false,
    inclusive: false,
    idle: 60_000,
    open: (host, beginning) => ({ url: withParameters(host, { cursor: cursorOf(beginning) }) }),
    read(data, host, wanted) {
      if (typeof data === "string") throw new FrameFault("it is text, and not CBOR");
      const frame = readFrame(data, wanted);
      if (frame === undefined) return undefined;
      if (frame.commit) return readCommitFrame(frame.commit, host);
      const { error, type, body } = frame;
      if (error) return { events: [], error };
      return body && readOther(type, body, host, wanted);
    },
  };
}

/** The number behind which a stream of CBOR begins. */
export function cursorOf(beginning: Beginning): number | undefined {
  if (typeof beginning === "object" && "after" in beginning) return beginning.after.seq;
  return beginning === "oldest" ? 0 : undefined;
}

function readCommitFrame(commit: CommitPlaces, host: string): Reading {
  const { seq, time, repo: did, rev, bytes, wanted } = commit;
  if (commit.isLeft) return { seq, ...(time !== "" && { time }), events: NOTHING };
  const info = { seq, time, host, did, rev };
  if (!commit.isWhole) {
    const message = commit.tooBig ? "the commit was too large for the stream" : "the commit came without its records";
    return { seq, time, did, events: [{ kind: "sync", ...info, reason: "too_big", message }], commit };
  }
  const events: StreamEvent[] = [];
  for (const op of wanted) {
    const { action, collection, rkey } = op;
    events.push(
      action === "delete" ? new DeletedRecord(info, collection, rkey, true) : new BlockRecord(info, action, op, bytes),
    );
  }
  return { seq, time, did, events, commit };
}

const NOTHING: readonly StreamEvent[] = [];

function readOther(type: string, body: OtherBody, host: string, wanted: Wanted): Reading | undefined {
  if (type === "#info") return readInfo(body, host);
  const { seq, time, did } = body;
  if (!Number.isSafeInteger(seq)) throw new FrameFault(`${type} lacks its seq`);
  const number = seq as number; // which it was seen to be
  if (typeof did !== "string" || typeof time !== "string")
    throw new FrameFault(`${type} lacks its did or time`, number);
  if (wanted.dids && !wanted.dids.has(did)) return { seq: number, time, events: NOTHING };
  const base = { seq: number, time, host, did };
  switch (type) {
    case "#identity": {
      const { handle } = body;
      return { ...base, events: [{ kind: "identity", ...base, ...(typeof handle === "string" && { handle }) }] };
    }
    case "#account": {
      const { active, status } = body;
      if (typeof active !== "boolean") throw new FrameFault("#account lacks its active", number);
      return {
        ...base,
        events: [{ kind: "account", ...base, active, ...(typeof status === "string" && { status }) }],
      };
    }
    case "#sync": {
      const { rev, blocks } = body;
      if (typeof rev !== "string" || !(blocks instanceof Uint8Array)) {
        throw new FrameFault("#sync lacks its rev or blocks", number);
      }
      const sync: SyncFrame = { seq: number, did, rev, blocks, time };
      return { ...base, events: [{ kind: "sync", ...base, rev, reason: "sync" }], sync };
    }
    default:
      return undefined;
  }
}

/** What a host says about the stream itself. */
export function readInfo(body: unknown, host: string): Reading {
  const { name, message } = isObject(body) ? body : {};
  return {
    events: [
      {
        kind: "info",
        seq: 0,
        time: new Date().toISOString(),
        host,
        name: typeof name === "string" ? name : "Unknown",
        ...(typeof message === "string" && { message }),
      },
    ],
  };
}
