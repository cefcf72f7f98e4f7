import { CidLink } from "../data/CidLink.ts";
import { readCar } from "../data/car.ts";
import { asMap, type CborMap, decodeCbor } from "../data/decodeCbor.ts";
import { toJson } from "../data/json.ts";
import type { StreamedEvent } from "../faults/fault/StreamedEvent.ts";

/** An event that Jetstream keeps. */
export interface JetstreamEntry {
  /** Numbered as version 2 does it. */
  readonly event: StreamedEvent;
  /** When it was seen, in microseconds. No two are alike. */
  readonly timeUs: number;
  /** As version 1 sends it. `undefined`: it does not. */
  readonly v1: Buffer | undefined;
  /** As version 2 sends it. */
  readonly v2: Buffer;
}

/** What numbers an event gets. */
interface Numbers {
  readonly seq: number;
  readonly timeUs: number;
}

const NSID = "network.bsky.jetstream.subscribeEvents";

/**
 * The events of a message of a relay: one for each operation of a commit.
 *
 * @param next gives each its numbers
 */
export function toJetstreamEntries(type: string, body: CborMap, next: () => Numbers): JetstreamEntry[] {
  const did = String(body.repo ?? body.did);
  if (type === "#commit") return toCommits(did, body, next);
  const kind = type.slice(1);
  if (kind !== "identity" && kind !== "account" && kind !== "sync") return [];
  const { seq, timeUs } = next();
  const wrapped = toJson(body);
  const times = { time: toTime(timeUs), witnessedAt: toTime(timeUs) };
  return [
    {
      event: { seq, kind, did, collections: [] },
      timeUs,
      v1: kind === "sync" ? undefined : toBytes({ did, time_us: timeUs, kind, [kind]: wrapped }),
      v2: toBytes({ $type: "message", payload: { $type: `${NSID}#${kind}`, seq, did, ...times, [kind]: wrapped } }),
    },
  ];
}

function toCommits(did: string, { rev, ops, blocks }: CborMap, next: () => Numbers): JetstreamEntry[] {
  if (!Array.isArray(ops)) return [];
  const found = blocks instanceof Uint8Array ? readCar(blocks).blocks : new Map<string, Uint8Array>();
  return ops.flatMap((op) => {
    const { action, path, cid: link } = asMap(op);
    const [collection = "", rkey = ""] = String(path).split("/");
    const cid = link instanceof CidLink ? link.toString() : undefined;
    const block = cid === undefined ? undefined : found.get(cid);
    // What a commit does not bring along cannot be shown.
    if (action !== "delete" && block === undefined) return [];
    const record = block && toJson(decodeCbor(block).value);
    const { seq, timeUs } = next();
    const change = { rev, operation: action, collection, rkey, record, cid };
    const times = { time: toTime(timeUs), witnessedAt: toTime(timeUs) };
    return {
      event: { seq, kind: "commit", did, collections: [collection] },
      timeUs,
      v1: toBytes({ did, time_us: timeUs, kind: "commit", commit: change }),
      v2: toBytes({ $type: "message", payload: { $type: `${NSID}#commit`, seq, did, ...times, ...change } }),
    };
  });
}

function toBytes(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** Microseconds as a datetime. */
function toTime(timeUs: number): string {
  const rest = String(timeUs % 1000).padStart(3, "0");
  return new Date(Math.floor(timeUs / 1000)).toISOString().replace("Z", `${rest}Z`);
}
