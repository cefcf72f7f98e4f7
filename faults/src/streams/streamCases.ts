import { setTimeout as sleep } from "node:timers/promises";
import {
  type Jetstream,
  type Relay,
  type StreamFault,
  type StreamFaultMatch,
  type StreamServer,
  streamFaults,
  type Tap,
} from "bluesky-devnet";
import type { StreamSourceName } from "./StreamJob.ts";

/** The servers that a case has, and the stream that is read. */
export interface Stage {
  readonly server: StreamServer;
  readonly relay: Relay | undefined;
  readonly jetstream: Jetstream | undefined;
  readonly tap: Tap | undefined;
}

/** Something that goes wrong with a stream, and what may come of it. */
export interface StreamCase {
  readonly name: string;
  readonly source: StreamSourceName;
  /** Before somebody connects. Half of the events are there. */
  begin?(stage: Stage): void;
  /** When half of the events have been handled. */
  middle?(stage: Stage): Promise<void> | void;
  /** How many events `bluesky` may lose: those that the fault itself takes away. @default 0 */
  readonly mayLose?: (stage: Stage) => number;
  /**
   * By how much `bluesky` may grow, in bytes. Who wants to leave out a frame has to know its number, and so to read it once.
   *
   * @default 48 MiB
   */
  readonly mayGrow?: number;
  /** What `bluesky` must say. */
  readonly says?: string;
  /** What `bluesky` must end with: it is for the program to decide how it goes on. */
  readonly ends?: string;
}

/** How many events there are. */
export const EVENTS = 80;
/** The event that is broken, where one is. */
const BROKEN = 20;

const all: readonly StreamSourceName[] = ["relay", "jetstream", "jetstreamV2", "tap"];

/** A fault in its own words of several streams. */
function onAll(
  name: string,
  sources: readonly StreamSourceName[],
  make: () => StreamFault,
  match: StreamFaultMatch,
  more: Partial<StreamCase> = {},
): StreamCase[] {
  return sources.map((source) => ({
    name,
    source,
    begin: ({ server }) => void server.add(make(), match),
    ...more,
  }));
}

const isBroken = ({ seq }: { seq: number }): boolean => seq === BROKEN;
const isEarly = ({ seq }: { seq: number }): boolean => seq < EVENTS - 10;
const hits = ({ server }: Stage): number => server.connections.flatMap(({ faults }) => faults).length;

/** A connection is closed in the middle, so that the next one meets a fault. */
const reconnect = (fault: StreamFault) => ({
  middle({ server }: Stage): void {
    server.add(fault, { times: 1 });
    server.disconnect();
  },
});

/** All cases, those of one source together. */
export const streamCases: readonly StreamCase[] = [
  ...all.map((source): StreamCase => ({ name: "none", source })),
  ...onAll(
    "drop",
    ["relay", "jetstream", "jetstreamV2"],
    streamFaults.drop,
    { probability: 0.1, where: isEarly, again: true },
    {
      mayLose: hits,
    },
  ),
  ...onAll("duplicate", all, streamFaults.duplicate, { probability: 0.2 }),
  ...onAll(
    "reorder",
    ["relay", "jetstream", "jetstreamV2"],
    () => streamFaults.reorder({ by: 2 }),
    { probability: 0.1, where: isEarly },
    {
      mayLose: hits,
    },
  ),
  ...onAll("malformed frame", all, streamFaults.malformedFrame, { where: isBroken, times: 1 }),
  ...onAll(
    "..., each time",
    ["relay", "jetstream", "jetstreamV2"],
    streamFaults.malformedFrame,
    { where: isBroken, again: true },
    {
      mayLose: () => 1,
      says: "frame_invalid",
    },
  ),
  ...onAll(
    "64 MB frame, each time",
    ["relay", "jetstream", "jetstreamV2"],
    streamFaults.hugeFrame,
    { where: isBroken, again: true },
    {
      mayLose: () => 1,
      mayGrow: 400 * 2 ** 20,
      says: "frame_too_large",
    },
  ),
  ...onAll("unknown message", all, streamFaults.unknownMessage, { probability: 0.2 }),
  ...onAll("unknown op", ["relay"], () => streamFaults.unknownMessage({ op: 7 }), { probability: 0.2 }),
  ...onAll("slow network", all, () => streamFaults.slowNetwork(40_000), {}),
  ...onAll("reset, now and then", all, streamFaults.resetConnection, { probability: 0.05 }),
  ...onAll(
    "breaks the connection, each time",
    ["relay", "jetstream", "jetstreamV2"],
    () => streamFaults.resetConnection({ midFrame: true }),
    { where: isBroken, again: true },
    {
      ends: "stream_connection_failed",
    },
  ),
  { name: "ConsumerTooSlow", source: "relay", ...reconnect(streamFaults.errorFrame("ConsumerTooSlow")) },
  { name: "FutureCursor", source: "relay", ...reconnect(streamFaults.futureCursor()), ends: "cursor_future" },
  {
    name: "OutdatedCursor, 5 lost",
    source: "relay",
    ...reconnect(streamFaults.outdatedCursor({ lost: 5 })),
    mayLose: () => 5,
    says: "OutdatedCursor",
  },
  { name: "CursorTooOld", source: "jetstreamV2", ...reconnect(streamFaults.cursorTooOld()), ends: "cursor_too_old" },
  {
    name: "another origin",
    source: "relay",
    async middle({ relay, server: { connections } }) {
      // It begins to count anew, with few of its events.
      relay?.forget(EVENTS / 2 - 5);
      relay?.changeOrigin();
      const before = connections.length;
      for (let waited = 0; connections.length === before && waited < 2000; waited += 10) await sleep(10);
    },
    ends: "cursor_future",
  },
];
