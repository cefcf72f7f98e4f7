import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { CaseResult } from "./Case.ts";
import type { Runner } from "./Runner.ts";
import { startServer } from "./server/startServer.ts";

const folder = join(import.meta.dirname, "runners");
const runners: Runner[] = [];
for (const file of globSync("*.ts", { cwd: folder }).sort()) {
  const module: { readonly runners: readonly Runner[] } = await import(`./runners/${file}`);
  runners.push(...module.runners);
}

/** What became of the cases, on each platform. */
const runs = await Promise.all(
  runners.map(async (runner): Promise<readonly [Runner, readonly CaseResult[] | Error]> => {
    await using server = await startServer();
    return [runner, await runner.run(server.origin, AbortSignal.timeout(30_000)).catch((error: Error) => error)];
  }),
);

const titles = runs
  .map(([, results]) => (results instanceof Error ? [] : results.map(titleOf)))
  .find(({ length }) => length > 0);

for (const [{ name: platform }, results] of runs) {
  describe(`on ${platform}`, () => {
    if (results instanceof Error) {
      it("the cases are run", () => Promise.reject(results));
      return;
    }
    for (const { part, name, error } of results) {
      it(`${part}: ${name}`, () => assert.equal(error?.message, undefined));
    }
    it("no case is left out", () => assert.deepEqual(results.map(titleOf), titles));
  });
}

function titleOf({ part, name }: CaseResult): string {
  return `${part}: ${name}`;
}
