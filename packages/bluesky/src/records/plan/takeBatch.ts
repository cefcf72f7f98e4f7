import { type PlannedWrite, pathOf } from "./PlannedWrite.ts";
import type { PlanState } from "./PlanState.ts";
import type { WriteLimits } from "./WriteBudget.ts";

/** Writes that are sent at once, in one commit. */
export interface Batch {
  readonly writes: readonly PlannedWrite[];
  /** The first that is not in it. */
  readonly to: number;
  /** What those of them cost that have to be sent. */
  readonly points: number;
}

/** The official server takes bodies of 1 MB. */
const MAX_BYTES = 900_000;

/** The writes to send next, from a place on: as many as fit. None is about a record that another of them is about. */
export function takeBatch(state: PlanState, from: number): Batch {
  const { writes, first, batchSize, most, budget, settled } = state;
  const room = Math.min(most, batchPoints(budget.limits, batchSize));
  const taken: PlannedWrite[] = [];
  const paths = new Set<string>();
  let [points, bytes] = [0, 0];
  for (const planned of writes.slice(from - first, from - first + batchSize)) {
    const path = pathOf(planned.write);
    const cost = settled.has(planned) ? 0 : planned.points;
    const fits = points + cost <= room && bytes + planned.bytes <= MAX_BYTES && !paths.has(path);
    if (!fits && taken.length > 0) break;
    taken.push(planned);
    paths.add(path);
    points += cost;
    bytes += planned.bytes;
  }
  return { writes: taken, to: from + taken.length, points };
}

/** The batch that was sent last, as it was: the writes that are not known to be done, up to a place. */
export function sentBatch({ writes, first, done }: PlanState, to: number): Batch {
  return { writes: writes.slice(done - first, to - first), to, points: 0 };
}

/**
 * How many points a batch has at most: so many that the tightest limit is nearly used up by whole batches of creates. 5,000
 * points are 8 batches of 200 creates and a rest, or 9 batches of 185 and next to none.
 */
export function batchPoints({ hour, day }: WriteLimits, batchSize: number): number {
  const limit = Math.min(hour, day);
  const whole = 3 * batchSize;
  if (limit === Infinity) return whole;
  const sizes = [Math.floor(limit / whole), Math.ceil(limit / whole)].map((batches) => {
    const size = Math.min(whole, 3 * Math.floor(limit / 3 / Math.max(1, batches)));
    return { size, used: size * batches };
  });
  const [fewer, more] = sizes;
  const size = fewer && more && fewer.used >= more.used ? fewer.size : (more?.size ?? whole);
  // Fewer than three points an hour are enough for updates and deletes.
  return size || limit;
}
