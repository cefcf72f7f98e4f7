import { checkNumber } from "../../../errors/checkNumber.ts";
import { invalidOption } from "../../../errors/DevnetError.ts";
import { compilePattern } from "../../../faults/rules/compilePattern.ts";
import { createRandom } from "../../../random/createRandom.ts";
import type { StreamedEvent } from "../fault/StreamedEvent.ts";
import type { StreamFault } from "../fault/StreamFault.ts";
import type { StreamFaultMatch } from "./StreamFaultMatch.ts";
import type { StreamFaultRule } from "./StreamFaultRule.ts";

/** A fault on its way to an event or a connection. */
export interface StreamHit {
  readonly fault: StreamFault;
  random(): number;
}

/** The faults of a stream, and what decides what they hit. */
export interface StreamRules {
  add(fault: StreamFault, match?: StreamFaultMatch): StreamFaultRule;
  clear(): void;
  /** The faults that hit an event, the outermost first. Counts. */
  forEvent(event: StreamedEvent): readonly StreamHit[];
  /** The faults that hit a connection. Counts. */
  forConnection(): readonly StreamHit[];
}

interface ActiveRule {
  readonly fault: StreamFault;
  takeEvent(event: StreamedEvent): StreamHit | undefined;
  takeConnection(): StreamHit | undefined;
}

const KNOWN: readonly (keyof StreamFaultMatch)[] = [
  ...(["kind", "did", "collection", "where", "again"] as const),
  ...(["times", "skip", "probability"] as const),
];
const NONE: readonly StreamHit[] = [];

/**
 * Makes an empty list of faults. Each rule draws from its own source of numbers, once for each event that fits.
 *
 * @param seed of all randomness, with the name of the server
 */
export function createStreamRules(seed: string): StreamRules {
  const rules = new Set<ActiveRule>();
  let added = 0;

  const collect = (take: (rule: ActiveRule) => StreamHit | undefined): readonly StreamHit[] => {
    if (rules.size === 0) return NONE;
    const [additive, others]: [StreamHit[], StreamHit[]] = [[], []];
    for (const rule of rules) {
      if (rule.fault.additive !== true && others.length > 0) continue;
      const hit = take(rule);
      if (hit) (rule.fault.additive === true ? additive : others).push(hit);
    }
    return [...additive, ...others];
  };
  return {
    add(fault, match = {}) {
      const active = createRule(fault, match, `${seed} rule ${added++}`, () => rules.delete(active.rule));
      rules.add(active.rule);
      return active.shown;
    },
    clear() {
      rules.clear();
      added = 0;
    },
    forEvent: (event) => collect((rule) => rule.takeEvent(event)),
    forConnection: () => collect((rule) => rule.takeConnection()),
  };
}

function createRule(
  fault: StreamFault,
  match: StreamFaultMatch,
  seed: string,
  remove: () => void,
): { rule: ActiveRule; shown: StreamFaultRule } {
  if (typeof fault !== "object" || fault === null || !(fault.event || fault.connect)) {
    throw invalidOption("fault", "a fault, such as streamFaults.drop()", fault);
  }
  const matches = compileMatch(match);
  const { times = Number.POSITIVE_INFINITY, skip = 0, probability = 1, again = false } = match;
  const decisions = createRandom(seed);
  const events: number[] = [];
  const known = new Set<number>();
  let [seen, hits] = [0, 0];
  const decide = (): boolean => {
    if (++seen <= skip || hits >= times || !decisions.chance(probability)) return false;
    hits++;
    return true;
  };
  const hit = (about: string): StreamHit => ({ fault, random: createRandom(`${seed} ${about}`).next });
  return {
    rule: {
      fault,
      takeEvent(event) {
        if (!fault.event || !matches(event)) return undefined;
        if (again && known.has(event.seq)) return hit(`again ${event.seq}`);
        if (!decide()) return undefined;
        if (again) known.add(event.seq);
        events.push(event.seq);
        return hit(`hit ${hits}`);
      },
      takeConnection: () => (fault.connect && decide() ? hit(`hit ${hits}`) : undefined),
    },
    shown: {
      fault: fault.name,
      get hits() {
        return hits;
      },
      events,
      remove,
      [Symbol.dispose]: remove,
    },
  };
}

function compileMatch(match: StreamFaultMatch): (event: StreamedEvent) => boolean {
  if (typeof match !== "object" || match === null) throw invalidOption("match", "an object", match);
  const stranger = Object.keys(match).find((key) => !KNOWN.some((known) => known === key));
  if (stranger !== undefined) throw invalidOption("match", `only ${KNOWN.join(", ")}`, stranger);
  const { where, times, skip, probability } = match;
  if (times !== undefined) checkNumber("match.times", times, { min: 0, whole: true });
  if (skip !== undefined) checkNumber("match.skip", skip, { min: 0, whole: true });
  if (probability !== undefined) checkNumber("match.probability", probability, { min: 0, max: 1 });
  if (where !== undefined && typeof where !== "function") throw invalidOption("match.where", "a function", where);
  const kind = compilePattern("match.kind", match.kind);
  const did = compilePattern("match.did", match.did);
  const collection = compilePattern("match.collection", match.collection);
  return (event) =>
    (kind === undefined || kind(event.kind)) &&
    (did === undefined || (event.did !== undefined && did(event.did))) &&
    (collection === undefined || event.collections.some(collection)) &&
    (where === undefined || where(event));
}
