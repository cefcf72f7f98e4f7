import { join } from "node:path";
import { run } from "node:test";
import type { Claim } from "./Claim.ts";

const root = join(import.meta.dirname, "../..");

/** Runs test files of this workspace as a claim: all of their tests pass. */
export async function runTests(claim: string, files: readonly string[]): Promise<Claim> {
  const problems: string[] = [];
  const said: string[] = [];
  let passed = 0;
  const events = run({
    files: files.map((file) => join(root, file)),
    concurrency: 2,
    execArgv: ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"],
  });
  for await (const { type, data } of events) {
    if (type === "test:pass" && data.details.type !== "suite") passed++;
    if (type === "test:fail") problems.push(`${data.name}: ${data.details.error.message}`);
    // What tests have to say: figures.
    if (
      type === "test:diagnostic" &&
      !/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(data.message)
    ) {
      said.push(data.message);
    }
  }
  const found = [`${passed} of ${passed + problems.length} tests passed`, ...said].join("; ");
  return { claim, found, problems: passed === 0 ? ["no test has run", ...problems] : problems };
}
