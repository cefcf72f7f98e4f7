/** What an account may see for its age. `safe`: all but adult content. */
export type AgeAccess = "unknown" | "none" | "safe" | "full" | (string & {});

/** A rule of a region (`app.bsky.ageassurance.defs`). */
export interface AgeRule {
  readonly $type?: unknown;
  readonly access?: AgeAccess;
  readonly age?: number;
  readonly date?: string;
}

/** What the laws of a region ask for (`app.bsky.ageassurance.defs#configRegion`). */
export interface AgeRegion {
  /** ISO 3166-1 alpha-2: `GB`. */
  readonly countryCode: string;
  /** ISO 3166-2, without the country: `TX`. @default the whole country */
  readonly regionCode?: string | undefined;
  /** Where the rules apply: `web`, `ios`, `android`. @default everywhere */
  readonly platforms?: readonly string[] | undefined;
  /** The first that applies counts. */
  readonly rules: readonly object[];
}

/** Where somebody is. */
export interface AgePlace {
  /** ISO 3166-1 alpha-2: `GB`. */
  readonly countryCode: string;
  /** ISO 3166-2, without the country: `TX`. */
  readonly regionCode?: string | undefined;
  /** `web`, `ios` or `android`. @default any: no rule is left out for its platform */
  readonly platform?: string | undefined;
}

/** What is known of somebody's age. */
export interface AgeFacts {
  /** When the account was made, as a datetime. */
  readonly accountCreatedAt?: string | undefined;
  /** In years, as they say themselves. */
  readonly declaredAge?: number | undefined;
  /** In years, as it was verified. */
  readonly assuredAge?: number | undefined;
}

/**
 * The region's entry, the first that fits, in the configuration of age assurance (`app.bsky.ageassurance.getConfig`).
 *
 * @returns `undefined` where nothing is asked for
 * @example
 * ```ts
 * const region = findAgeRegion(await getConfig(client), { countryCode: "GB" });
 * ```
 */
export function findAgeRegion<Region extends AgeRegion>(
  config: { readonly regions: readonly Region[] },
  place: AgePlace,
): Region | undefined {
  const { countryCode, regionCode, platform } = place;
  return config.regions.find(
    (region) =>
      region.countryCode === countryCode &&
      (!region.regionCode || region.regionCode === regionCode) &&
      (!platform || !region.platforms?.length || region.platforms.includes(platform)),
  );
}
