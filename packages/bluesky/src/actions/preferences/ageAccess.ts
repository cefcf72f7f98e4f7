import type { Config, ConfigRegion } from "../../lexicons/app/bsky/ageassurance/defs.ts";

/** Who asks, and from where. What is not known is left out: rules that need it do not apply. */
export interface AgeFacts {
  /** The country: ISO 3166-1 alpha-2, such as `GB`. */
  readonly country: string;
  /** A part of it: what ISO 3166-2 has after the country's code. */
  readonly region?: string | undefined;
  /** The platform of the app. @default rules of every platform count */
  readonly platform?: "web" | "ios" | "android" | (string & {}) | undefined;
  /** When the account was created: a datetime. */
  readonly accountCreatedAt?: string | undefined;
  /** The age that the person has declared, in years. */
  readonly declaredAge?: number | undefined;
  /** The age that somebody else is sure of, in years. */
  readonly assuredAge?: number | undefined;
}

/** What the rules of a region say. */
export interface AgeAccess {
  /** The region, with its rules. */
  readonly region: ConfigRegion;
  /** How much is to be shown: `none`, `safe`, `full`. Undefined where no rule says anything. */
  readonly access: string | undefined;
  /** The `$type` of the rule that says so. */
  readonly rule: string | undefined;
}

const TYPE = "app.bsky.ageassurance.defs#configRegionRule";

/**
 * How much the rules on age let somebody see. The first region that fits counts, and the first of its rules that does. Makes no call.
 *
 * @param config what `getConfig` of `bluesky/app/bsky/ageassurance` gives
 * @returns undefined where no region has rules for that place
 * @example
 * ```ts
 * const config = await getConfig(client);
 * const { access } = ageAccess(config, { country: "GB", platform: "web", declaredAge: 17 }) ?? { access: "full" };
 * ```
 */
export function ageAccess(config: Config, facts: AgeFacts): AgeAccess | undefined {
  const { country, region: part, platform } = facts;
  const region = config.regions.find(
    ({ countryCode, regionCode, platforms }) =>
      countryCode === country &&
      (!regionCode || regionCode === part) &&
      (!platform || !platforms?.length || platforms.includes(platform)),
  );
  if (!region) return undefined;
  const found = region.rules.find((rule) => applies(rule, facts));
  const access = found?.access;
  return { region, access: typeof access === "string" ? access : undefined, rule: found?.$type };
}

function applies(rule: ConfigRegion["rules"][number], facts: AgeFacts): boolean {
  const { assuredAge, declaredAge } = facts;
  // How old an account is says nothing of a person whose age is known.
  const createdAt = assuredAge ? Number.NaN : Date.parse(facts.accountCreatedAt ?? "");
  switch (rule.$type) {
    case `${TYPE}IfAccountNewerThan`:
      return createdAt >= Date.parse(rule.date);
    case `${TYPE}IfAccountOlderThan`:
      return createdAt < Date.parse(rule.date);
    case `${TYPE}IfDeclaredOverAge`:
      return declaredAge !== undefined && declaredAge >= rule.age;
    case `${TYPE}IfDeclaredUnderAge`:
      return declaredAge !== undefined && declaredAge < rule.age;
    case `${TYPE}IfAssuredOverAge`:
      return Boolean(assuredAge) && Number(assuredAge) >= rule.age;
    case `${TYPE}IfAssuredUnderAge`:
      return Boolean(assuredAge) && Number(assuredAge) < rule.age;
    default:
      // What is not known is skipped.
      return rule.$type === `${TYPE}Default`;
  }
}
