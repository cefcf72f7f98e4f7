import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { soak } from "../../../../scripts/test/soak.ts";
import { Dice } from "./Dice.ts";
import { describeDecision } from "./describeDecision.ts";
import { type Case, makeCase } from "./makeCase.ts";
import { officialOf } from "./officialOf.ts";
import { oursOf } from "./oursOf.ts";

/**
 * Subjects, settings and definitions at random are decided about by us and by both official libraries: causes, their order, all that
 * they say, and what follows in each context must be the same. `SEED` makes the same cases again; `npm run soak` more of them.
 */
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const count = soak(4_000, 150_000);

suite(`decisions beside the official libraries (seed ${seed})`, () => {
  for (const name of ["@bsky/sdk", "@atproto/api"] as const) {
    test(`${count} subjects as ${name} has them`, () => {
      const dice = new Dice(seed);
      const seen = new Map<string, number>();
      for (let index = 0; index < count; index++) {
        const one = makeCase(dice);
        const ours = oursOf(one);
        const [expected, found] = [describeDecision(officialOf(name, one)), describeDecision(ours)];
        if (expected !== found) assert.equal(found, expected, `case ${index} of seed ${seed}: ${show(one)}`);
        for (const { type, downgraded } of ours.causes) {
          const key = downgraded ? `quoted ${type}` : type;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
      // A generator that makes nothing to decide about would find no difference.
      for (const type of [
        "label",
        "muted",
        "blocking",
        "blocked-by",
        "hidden",
        "mute-word",
        "quoted label",
        "quoted muted",
      ]) {
        assert.ok((seen.get(type) ?? 0) > count / 200, `${type} came up ${seen.get(type) ?? 0} times in ${count}`);
      }
    });
  }
});

function show(one: Case): string {
  return JSON.stringify(one, undefined, 1).slice(0, 6000);
}
