import type { EventLog } from "../serve/EventLog.ts";
import type { Refusal, Subscription } from "../serve/Subscription.ts";
import { cborEncoding } from "./cborEncoding.ts";
import type { RelayEntry } from "./RelayEntry.ts";

/** Answers `com.atproto.sync.subscribeRepos`: what comes after the cursor, or from now on where there is none. */
export function subscribeRepos(url: URL, log: EventLog<RelayEntry>, seq: number): Subscription | Refusal {
  const given = url.searchParams.get("cursor");
  if (given !== null && !/^-?\d+$/.test(given)) {
    return { status: 400, body: { error: "InvalidRequest", message: "cursor: expected an integer" } };
  }
  const cursor = given === null ? undefined : Number(given);
  const common = { encoding: cborEncoding, cursor };
  if (cursor !== undefined && cursor > seq) {
    const frame = cborEncoding.error?.("FutureCursor", "Cursor in the future.");
    const opening = frame ? [frame] : [];
    return { ...common, opening, closeAfterOpening: "FutureCursor", next: async () => undefined, skip: () => {} };
  }
  let position = cursor === undefined ? log.end : log.find(({ event }) => event.seq > cursor);
  const oldest = log.at(log.first)?.event.seq ?? seq + 1;
  const isOutdated = cursor !== undefined && cursor < oldest - 1;
  const notice = cborEncoding.info?.("OutdatedCursor", "Requested cursor exceeded limit. Possibly missing events");
  return {
    ...common,
    opening: isOutdated && notice ? [notice] : [],
    skip(events) {
      position = Math.min(log.end, position + events);
    },
    async next(signal) {
      await log.reached(position, signal);
      if (signal.aborted) return undefined;
      // What it has not read yet is no longer kept.
      if (position < log.first) return "ConsumerTooSlow";
      const entry = log.at(position++);
      return entry && { event: entry.event, frame: { data: entry.frame, text: false } };
    },
  };
}
