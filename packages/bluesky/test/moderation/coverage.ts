import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { fileURLToPath } from "node:url";
import { Dice } from "./Dice.ts";
import { describeDecision } from "./describeDecision.ts";
import { makeCase } from "./makeCase.ts";

/**
 * Which blocks of the official code that decides the cases at random reach, and which they do not. Run it by hand:
 * `node --conditions=@bluesky/source packages/bluesky/test/moderation/coverage.ts`.
 */
const COUNT = 30_000;
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
// Loaded only now: what was loaded before is not counted.
const { officialOf, officials } = await import("./officialOf.ts");
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const names = Object.keys(officials) as (keyof typeof officials)[]; // an object of these
for (const name of names) {
  const dice = new Dice(seed);
  for (let index = 0; index < COUNT; index++) {
    describeDecision(officialOf(name, makeCase(dice)));
  }
}
const { result } = await session.post("Profiler.takePreciseCoverage");
for (const name of names) {
  const scripts = result.filter(({ url }) => url.includes(`${name}/dist/moderation/`) && !url.endsWith("/mock.js"));
  const missed: string[] = [];
  let blocks = 0;
  for (const { url, functions } of scripts) {
    const text = readFileSync(fileURLToPath(url), "utf8");
    for (const { functionName, ranges } of functions) {
      blocks += ranges.length;
      for (const { count, startOffset, endOffset } of ranges) {
        if (count > 0) continue;
        const line = text.slice(0, startOffset).split("\n").length;
        const shown = text.slice(startOffset, endOffset).replace(/\s+/g, " ").slice(0, 70);
        missed.push(`  ${url.split("/dist/moderation/")[1]}:${line} ${functionName}: ${shown}`);
      }
    }
  }
  console.log(
    `${name}: ${blocks - missed.length} of ${blocks} blocks of ${scripts.length} files, seed ${seed}; not reached:`,
  );
  console.log(missed.join("\n"));
}
