import { invalidOption } from "../../errors/DevnetError.ts";
import { createRandom } from "../../random/createRandom.ts";
import type { Fault, FaultHandler } from "../fault/Fault.ts";
import type { FaultRequest } from "../traffic/FaultRequest.ts";
import type { SessionTokens } from "../traffic/SessionTokens.ts";
import { compileMatch, type FaultMatch } from "./FaultMatch.ts";

/** A fault that waits for its requests. */
export interface FaultRule extends Disposable {
  /** Name of the fault. */
  readonly fault: string;
  /** How many requests it was applied to. */
  readonly hits: number;
  /** Removes the rule. Requests that it has already hit are not affected. */
  remove(): void;
}

/** A rule as the proxy sees it. */
export interface ActiveRule {
  readonly rule: FaultRule;
  readonly additive: boolean;
  /** Whether it looks at the bodies of requests. */
  readonly wantsJson: boolean;
  /** The fault, if this request is hit. Counts. */
  take(request: FaultRequest): Hit | undefined;
}

/** A fault on its way to one request. */
export interface Hit {
  readonly name: string;
  readonly handle: FaultHandler["handle"];
  random(): number;
}

/** What a rule is made from, besides fault and match. */
export interface RuleContext {
  /** Seed, server and number of the rule, in one text. */
  seed: string;
  tokens: SessionTokens;
  remove(rule: FaultRule): void;
}

/**
 * Makes a rule.
 *
 * Every rule draws from its own source of numbers, once for each request that fits, and every hit has a source too. So
 * neither other rules nor what happens at the same time have an influence on what is decided.
 *
 * @throws {DevnetError} `invalid_option`
 */
export function createRule(fault: Fault, match: FaultMatch, context: RuleContext): ActiveRule {
  if (typeof fault !== "object" || fault === null || typeof fault.start !== "function") {
    throw invalidOption("fault", "a fault, such as faults.status(503)", fault);
  }
  const matches = compileMatch(match);
  const { times = Number.POSITIVE_INFINITY, skip = 0, probability = 1 } = match;
  const handler = fault.start(context.tokens);
  const decisions = createRandom(context.seed);
  let seen = 0;
  let hits = 0;
  const remove = () => context.remove(rule);
  const rule: FaultRule = {
    fault: fault.name,
    get hits() {
      return hits;
    },
    remove,
    [Symbol.dispose]: remove,
  };
  return {
    rule,
    additive: fault.additive ?? false,
    wantsJson: match.where !== undefined,
    take(request) {
      if (!matches(request) || handler.concerns?.(request) === false) return undefined;
      if (++seen <= skip || hits >= times) return undefined;
      if (!decisions.chance(probability)) return undefined;
      hits++;
      const random = createRandom(`${context.seed} hit ${hits}`);
      return { name: fault.name, handle: handler.handle, random: random.next };
    },
  };
}
