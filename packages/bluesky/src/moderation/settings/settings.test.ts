import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getPreferences } from "@bsky/sdk";
import { computeAgeAssuranceRegionAccess, getAgeAssuranceRegionConfig } from "@bsky/sdk/utils";
import fc from "fast-check";
import { soak } from "../../../../../scripts/test/soak.ts";
import { findAgeRegion } from "./age/AgeRegion.ts";
import { decideAgeAccess } from "./age/decideAgeAccess.ts";
import { readModerationPreferences } from "./readModerationPreferences.ts";

const ACTOR = "app.bsky.actor.defs#";
const RULE = "app.bsky.ageassurance.defs#configRegionRule";
const numRuns = soak(500, 20_000);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

describe("readModerationPreferences", () => {
  const did = fc.constantFrom("did:plc:one", "did:plc:two");
  const name = fc.constantFrom("porn", "nsfw", "gore", "graphic-media", "suggestive", "sexual", "nudity", "spam");
  const word = fc.record(
    {
      value: fc.string(),
      targets: fc.constant(["content"]),
      actorTarget: fc.constantFrom("all", "exclude-following", ""),
    },
    { requiredKeys: ["value", "targets"] },
  );
  const preference = fc.oneof(
    fc.record({ $type: fc.constant(`${ACTOR}adultContentPref`), enabled: fc.boolean() }),
    fc.record(
      {
        $type: fc.constant(`${ACTOR}contentLabelPref`),
        label: name,
        labelerDid: did,
        visibility: fc.constantFrom("show", "ignore", "warn", "hide"),
      },
      { requiredKeys: ["$type", "label", "visibility"] },
    ),
    fc.record({ $type: fc.constant(`${ACTOR}labelersPref`), labelers: fc.array(fc.record({ did }), { maxLength: 3 }) }),
    fc.record({ $type: fc.constant(`${ACTOR}mutedWordsPref`), items: fc.array(word, { maxLength: 3 }) }),
    fc.record({
      $type: fc.constant(`${ACTOR}hiddenPostsPref`),
      items: fc.array(fc.constant("at://x/y/z"), { maxLength: 3 }),
    }),
    fc.constant({ $type: "com.example.other", enabled: true, items: [7] }),
  );

  it("reads them as the official library does", async () => {
    const property = fc.asyncProperty(fc.array(preference, { maxLength: 12 }), async (preferences) => {
      const stored = [...preferences, { $type: `${ACTOR}savedFeedsPrefV2`, items: [] }];
      const client = { call: async () => ({ preferences: stored }) };
      const { moderationPrefs } = await getPreferences(client as never, undefined as never, {} as never);
      const read = readModerationPreferences(stored);
      const labelers = read.labelers.map(({ did: one, labels }) => ({ did: one, labels }));
      // What ours has `redact` for: it is nobody's choice.
      assert.deepEqual({ ...read, labelers }, moderationPrefs);
    });
    await fc.assert(property, { numRuns });
  });

  it("has the network's labelers first, and has what they take down left out", () => {
    const chosen = { $type: `${ACTOR}labelersPref`, labelers: [{ did: "did:plc:one" }, { did: "did:plc:net" }] };
    const { labelers } = readModerationPreferences([chosen], { labelers: ["did:plc:net"] });
    assert.deepEqual(
      labelers.map(({ did: one, redact }) => [one, redact]),
      [
        ["did:plc:net", true],
        ["did:plc:one", false],
      ],
    );
  });
});

describe("age assurance", () => {
  const age = fc.constantFrom(0, 13, 16, 17, 18);
  const date = fc.constantFrom("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z", "2022-01-01T00:00:00+05:00");
  const access = fc.constantFrom("none", "safe", "full");
  const rule = fc.oneof(
    fc.record({ $type: fc.constantFrom(`${RULE}Default`, "com.example.rule"), access }),
    fc.record({
      $type: fc.constantFrom(
        ...["DeclaredOver", "DeclaredUnder", "AssuredOver", "AssuredUnder"].map((one) => `${RULE}If${one}Age`),
      ),
      access,
      age,
    }),
    fc.record({ $type: fc.constantFrom(`${RULE}IfAccountNewerThan`, `${RULE}IfAccountOlderThan`), access, date }),
  );
  const facts = fc.record(
    { accountCreatedAt: optional(date), declaredAge: optional(age), assuredAge: optional(age) },
    { requiredKeys: [] },
  );
  const place = { countryCode: fc.constantFrom("GB", "US"), regionCode: optional(fc.constantFrom("TX", "WY")) };
  const platform = fc.constantFrom("web", "ios");
  const region = fc.record({
    ...place,
    platforms: optional(fc.array(platform, { maxLength: 2 })),
    minAccessAge: age,
    rules: fc.array(rule, { maxLength: 5 }),
  });

  it("is decided as the official library does", () => {
    const property = fc.property(region, facts, (one, known) => {
      assert.deepEqual(decideAgeAccess(one, known), computeAgeAssuranceRegionAccess(one as never, known as never));
    });
    fc.assert(property, { numRuns });
  });

  it("finds the region that the official library finds", () => {
    const where = fc.record({ ...place, platform: optional(platform) });
    const property = fc.property(fc.array(region, { maxLength: 6 }), where, (regions, one) => {
      assert.equal(findAgeRegion({ regions }, one), getAgeAssuranceRegionConfig({ regions } as never, one as never));
    });
    fc.assert(property, { numRuns });
  });
});
