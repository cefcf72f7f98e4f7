import { globSync, readFileSync } from "node:fs";
import { runTests } from "../test/runTests.ts";
import { failureExitCode, stopSignal } from "./stopSignal.ts";

// Everything that tries more when it has time: tests say so by `soak(usual, long)`. Filters are those of `npm test`.
const files = globSync("{packages/*/{src,test},test,site/playground}/**/*.test.ts")
  .filter((file) => !file.includes("node_modules"))
  .filter((file) => /\bsoak\(/.test(readFileSync(file, "utf8")));
const seed = process.env.SEED ?? String(Date.now() % 2 ** 31);
Object.assign(process.env, { SOAK: "1", SEED: seed });
console.log(`${files.length} test files try more than usual, one after the other. To repeat it: SEED=${seed}`);

const signal = stopSignal();
const passed = await runTests({ files, concurrency: 1, filters: process.argv.slice(2), signal });
process.exitCode = signal.aborted ? failureExitCode(signal) : passed ? 0 : 1;
