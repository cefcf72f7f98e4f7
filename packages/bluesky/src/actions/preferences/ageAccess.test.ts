import assert from "node:assert/strict";
import { it } from "node:test";
import {
  type AppBskyAgeassuranceDefs,
  computeAgeAssuranceRegionAccess,
  getAgeAssuranceRegionConfig,
} from "@atproto/api";
import fc from "fast-check";
import type { Config } from "../../lexicons/app/bsky/ageassurance/defs.ts";
import { type AgeFacts, ageAccess } from "./ageAccess.ts";

const TYPE = "app.bsky.ageassurance.defs#configRegionRule";
const access = fc.constantFrom("none", "safe", "full");
const age = fc.integer({ min: 0, max: 4 });
const date = fc.integer({ min: 2020, max: 2023 }).map((year) => `${year}-01-01T00:00:00.000Z`);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const rule = fc.oneof(
  fc.record({
    $type: fc.constantFrom(
      ...["IfDeclaredOverAge", "IfDeclaredUnderAge", "IfAssuredOverAge", "IfAssuredUnderAge"].map(
        (name) => TYPE + name,
      ),
    ),
    age,
    access,
  }),
  fc.record({ $type: fc.constantFrom(`${TYPE}IfAccountNewerThan`, `${TYPE}IfAccountOlderThan`), date, access }),
  fc.record({ $type: fc.constantFrom(`${TYPE}Default`, `${TYPE}IfTheMoonIsFull`), access }),
);
const region = fc.record({
  countryCode: fc.constantFrom("GB", "US"),
  regionCode: maybe(fc.constantFrom("TX", "")),
  platforms: maybe(fc.subarray(["web", "ios"])),
  minAccessAge: fc.constant(13),
  rules: fc.array(rule, { maxLength: 5 }),
});
const facts: fc.Arbitrary<AgeFacts> = fc.record({
  country: fc.constantFrom("GB", "US", "DE"),
  region: maybe(fc.constantFrom("TX", "CA")),
  platform: maybe(fc.constantFrom("web", "android")),
  accountCreatedAt: maybe(date),
  declaredAge: maybe(age),
  assuredAge: maybe(age),
});

it("ageAccess decides as the official library does", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(region, { maxLength: 4 }), facts, (regions, about) => {
      const config = { regions } as unknown as Config; // rules of types that are drawn
      const { country: countryCode, region: regionCode, platform } = about;
      const filters = { countryCode, ...(regionCode && { regionCode }), ...(platform && { platform }) };
      const theirs = getAgeAssuranceRegionConfig(config as unknown as AppBskyAgeassuranceDefs.Config, filters);
      const given = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
      const decided = theirs && computeAgeAssuranceRegionAccess(theirs, given);
      const ours = ageAccess(config, about);
      assert.deepEqual(ours?.region, theirs);
      assert.deepEqual([ours?.access, ours?.rule], [decided?.access, decided?.reason]);
      seen.add(`${ours?.rule}`);
    }),
    { numRuns: 3_000 },
  );
  // Every rule has decided, and none has.
  assert.equal(seen.size, 8, [...seen].join());
});
