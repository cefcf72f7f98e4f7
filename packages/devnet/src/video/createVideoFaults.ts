import { invalidOption } from "../errors/DevnetError.ts";
import type { VideoFault, VideoFaultMatch, VideoFaultRule } from "../network/VideoService.ts";
import { createRandom } from "../random/createRandom.ts";

/** The faults that have been added, and what decides whether they hit. */
export interface VideoFaults {
  add(fault: VideoFault, match?: VideoFaultMatch): VideoFaultRule;
  clear(): void;
  /** Whether an occasion is hit. Counts. */
  hits(fault: VideoFault, did: string): boolean;
}

const NAMES: readonly VideoFault[] = [
  ...(["lostPart", "expiredUpload", "expiredJob", "failedJob", "unknownState"] as const),
  ...(["otherShape", "quota", "unverifiedEmail"] as const),
];

interface Rule {
  readonly rule: VideoFaultRule;
  take(did: string): boolean;
}

/** Makes an empty list of faults. Each draws from its own source of numbers, so that others do not change what it hits. */
export function createVideoFaults(): VideoFaults {
  const rules = new Map<number, Rule>();
  let added = 0;
  return {
    add(fault, match = {}) {
      if (!NAMES.includes(fault)) throw invalidOption("fault", `one of ${NAMES.join(", ")}`, fault);
      const { did, skip = 0, times = Number.POSITIVE_INFINITY, probability = 1 } = match;
      if (!(probability >= 0 && probability <= 1)) throw invalidOption("probability", "0 to 1", probability);
      const id = added++;
      const random = createRandom(`video ${fault} ${id}`);
      let [seen, hits] = [0, 0];
      const remove = () => {
        rules.delete(id);
      };
      const rule: VideoFaultRule = {
        fault,
        get hits() {
          return hits;
        },
        remove,
        [Symbol.dispose]: remove,
      };
      const take = (who: string): boolean => {
        if (did !== undefined && did !== who) return false;
        if (++seen <= skip || hits >= times || !random.chance(probability)) return false;
        hits++;
        return true;
      };
      rules.set(id, { rule, take });
      return rule;
    },
    clear: () => rules.clear(),
    hits: (fault, did) => {
      for (const { rule, take } of rules.values()) if (rule.fault === fault && take(did)) return true;
      return false;
    },
  };
}
