import type { AgeAccess, AgeFacts, AgeRegion, AgeRule } from "./AgeRegion.ts";

/** What was decided, and the rule that did. */
export interface AgeDecision {
  /** What may be seen. `unknown` where the rule names no access. */
  readonly access: AgeAccess;
  /** The `$type` of the rule. */
  readonly reason: string;
}

const RULE = "app.bsky.ageassurance.defs#configRegionRule";

/**
 * What somebody may see in a region: by the first of its rules that applies.
 *
 * @returns `undefined` where none does
 * @example
 * ```ts
 * const { access } = decideAgeAccess(region, { declaredAge: 17 }) ?? { access: "unknown" };
 * ```
 */
export function decideAgeAccess(region: AgeRegion, facts: AgeFacts): AgeDecision | undefined {
  const rules: readonly AgeRule[] = region.rules;
  const rule = rules.find((one) => applies(one, facts));
  return rule && { access: rule.access ?? "unknown", reason: `${rule.$type}` };
}

function applies({ $type, age = Number.NaN, date = "" }: AgeRule, facts: AgeFacts): boolean {
  const { accountCreatedAt, declaredAge = Number.NaN, assuredAge } = facts;
  // An age that was verified says more than that of the account.
  const created = accountCreatedAt && !assuredAge ? Date.parse(accountCreatedAt) : Number.NaN;
  // Nothing compares with what is not known.
  const assured = assuredAge || Number.NaN;
  switch ($type) {
    case `${RULE}Default`:
      return true;
    case `${RULE}IfDeclaredOverAge`:
      return declaredAge >= age;
    case `${RULE}IfDeclaredUnderAge`:
      return declaredAge < age;
    case `${RULE}IfAssuredOverAge`:
      return assured >= age;
    case `${RULE}IfAssuredUnderAge`:
      return assured < age;
    case `${RULE}IfAccountNewerThan`:
      return created >= Date.parse(date);
    case `${RULE}IfAccountOlderThan`:
      return created < Date.parse(date);
    default:
      return false;
  }
}
