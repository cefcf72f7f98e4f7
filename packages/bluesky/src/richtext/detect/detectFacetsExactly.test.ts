import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { soak } from "../../../../../scripts/test/soak.ts";
import { detectionCases, shorten } from "../testing/cases.ts";
import { hostileTexts } from "../testing/hostileTexts.ts";
import { officialFacets } from "../testing/officialFacets.ts";
import { createRandom, randomPost, randomText } from "../testing/randomTexts.ts";
import { detectFacetsExactly } from "./detectFacetsExactly.ts";

const TEXTS = soak(10_000, 400_000);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

describe("exact detection", () => {
  for (const { about, text, app } of detectionCases) {
    it(`finds what the app does in ${JSON.stringify(text)}: ${about}`, () => {
      assert.deepEqual(shorten(officialFacets(text)), app);
      assert.deepEqual(detectFacetsExactly(text), officialFacets(text));
    });
  }

  it(`equals the official one in ${TEXTS} random texts of seed ${SEED}`, (t) => {
    const random = createRandom(SEED);
    let marked = 0;
    for (let count = 0; count < TEXTS; count++) {
      const text = count % 10 ? randomText(random) : randomPost(random);
      const expected = officialFacets(text);
      assert.deepEqual(detectFacetsExactly(text), expected, `seed ${SEED}, text ${count}: ${JSON.stringify(text)}`);
      if (expected.length > 0) marked++;
    }
    t.diagnostic(`${TEXTS} texts of seed ${SEED}, ${marked} with facets, differences: 0`);
    assert.ok(marked > TEXTS / 10, `only ${marked} texts with facets`);
  });

  // Looking at characters again and again would take minutes.
  it("takes time that is linear in the text", { timeout: 60_000 }, () => {
    for (const text of hostileTexts(400_000).values()) detectFacetsExactly(text);
  });
});
