import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { features } from "../../packages/bluesky/src/platform/features.ts";
import type { CaseResult } from "./Case.ts";
import { pagePath } from "./features/platformsPage.ts";
import { listCases, listRunners, machine, runAll } from "./runtimes/runAll.ts";
import { describeMissing, putRuntimes } from "./runtimes/runtimesTable.ts";

const all = await listRunners();
const runners = all.filter(({ onlyOn = machine }) => onlyOn === machine);
const missing = describeMissing(all, machine);
if (missing !== undefined) console.log(missing);
const runs = await runAll(runners);

for (const { runner, results } of runs) {
  describe(`on ${runner.name}`, async () => {
    const wanted = await listCases(runner);
    if (results instanceof Error) {
      it("the cases are run", () => Promise.reject(results));
      return;
    }
    const needs = features.filter(({ name }) => runner.lacks?.includes(name)).flatMap(({ neededBy }) => neededBy);
    const mayFail = ({ part, name }: CaseResult): boolean =>
      needs.some((need) => need === part || need === `${part}: ${name}`);
    for (const result of results) {
      const { part, name, error } = result;
      const isExcused = error !== undefined && mayFail(result);
      it(`${part}: ${name}${isExcused ? ", which needs what is not there" : ""}`, () => {
        assert.equal(isExcused ? undefined : error?.message, undefined);
      });
    }
    it("no case is left out", () => {
      const found = Map.groupBy(results, ({ part }) => part);
      assert.deepEqual(new Map([...found].map(([part, list]) => [part, list.map(({ name }) => name)])), wanted);
    });
  });
}

// The page is of a machine that has all of them.
if (runners.length === all.length) {
  it("docs/platforms.md says what became of the cases", () => {
    const page = readFileSync(pagePath, "utf8");
    const update = "node --conditions=@bluesky/source test/platform/updateRuntimes.ts";
    assert.equal(page, putRuntimes(page, runs), `the tables are not up to date: ${update}`);
  });
}
