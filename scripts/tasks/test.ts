import { availableParallelism } from "node:os";
import { seconds } from "../setup/step.mjs";
import { lint } from "../test/lint.ts";
import { runTests } from "../test/runTests.ts";
import { types } from "../test/types.ts";
import { failureExitCode, stopSignal } from "./stopSignal.ts";

/** `false` where something failed. */
type Suite = (filters: readonly string[], signal: AbortSignal) => Promise<boolean>;

const suites: Readonly<Record<string, Suite>> = {
  lint,
  types,
  unit: (filters, signal) =>
    runTests({
      files: [
        "packages/*/{src,scripts,test}/**/*.test.ts",
        "scripts/**/*.test.ts",
        "site/{browser,figures,generate,playground}/**/*.test.ts",
        "surface/**/*.test.ts",
        "test/**/*.test.ts",
      ],
      exclude: ["**/*.e2e.test.ts", "**/*.outside.test.ts"],
      first: ["packages/bluesky/test/proof/*", "test/platform/without.test.ts"],
      // Many of them wait more than they work.
      concurrency: availableParallelism() + 1,
      filters,
      signal,
    }),
  // Each file has a network of its own, which is several processes.
  e2e: (filters, signal) =>
    runTests({
      files: ["{packages/*/test,test,site/playground}/**/*.e2e.test.ts"],
      first: [
        "test/site/site.e2e.test.ts",
        "test/docs/*",
        "test/guides/*",
        "site/playground/*",
        "packages/devnet/test/{ending,seed}.e2e.test.ts",
        "test/reading/*",
        "test/examples/*",
        "test/e2e/{ozone,moderation,auth}.e2e.test.ts",
      ],
      concurrency: 3,
      lend: true,
      filters,
      signal,
    }),
  // What a user gets: packed tarballs in an empty folder.
  outside: (filters, signal) =>
    runTests({
      files: ["{packages/*/test,test}/**/*.outside.test.ts"],
      first: ["test/outside/{bluesky,types,clone,editor}.outside.test.ts"],
      concurrency: 2,
      filters,
      signal,
    }),
};

const [chosen, ...filters] = process.argv.slice(2);
const names = chosen === undefined ? Object.keys(suites) : [chosen];
const signal = stopSignal();
const started = performance.now();
const lines: string[] = [];
let passed = true;

// All of them, even after a failure: one run shows everything that is wrong.
for (const name of names) {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`There is no suite "${name}".`);
  console.log(`\n── ${name}`);
  const suiteStarted = performance.now();
  const ok = await suite(filters, signal);
  if (signal.aborted) break;
  passed &&= ok;
  lines.push(`${ok ? "✔" : "✖"} ${name.padEnd(8)} ${seconds(suiteStarted).padStart(8)}`);
  console.log(lines.at(-1));
}

if (signal.aborted) {
  console.log("\nstopped");
  process.exitCode = failureExitCode(signal);
} else {
  if (names.length > 1)
    console.log(`\n── summary\n${lines.join("\n")}\n${passed ? "passed" : "FAILED"} in ${seconds(started)}`);
  process.exitCode = passed ? 0 : 1;
}
