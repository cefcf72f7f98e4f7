import { batchPoints } from "../budget/batchPoints.ts";
import { type PlannedWrite, pathOf } from "../writes/PlannedWrite.ts";
import type { PlanState } from "./PlanState.ts";

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
  const { writes, first, batchSize, serverLimit, budget, alreadyDone } = state;
  const room = Math.min(serverLimit, batchPoints(budget.limits, batchSize));
  const taken: PlannedWrite[] = [];
  const paths = new Set<string>();
  let [points, bytes] = [0, 0];
  for (const planned of writes.slice(from - first, from - first + batchSize)) {
    const path = pathOf(planned.write);
    const cost = alreadyDone.has(planned) ? 0 : planned.points;
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
