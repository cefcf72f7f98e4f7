import { globSync } from "node:fs";
import { matchesGlob, resolve } from "node:path";
import { run } from "node:test";
import { lendNetworks } from "./lendNetworks.ts";
import { reportTests } from "./reportTests.ts";

/** Which test files to run, and how. */
export interface TestSelection {
  /** Globs, from the root of the workspace. */
  files: readonly string[];
  exclude?: readonly string[];
  /** Globs of those that take longest: begun first, they leave nobody waiting for them in the end. */
  first?: readonly string[];
  /** Files at once. */
  concurrency: number;
  /** Whether they get their networks from this process, which takes a fraction of the time. @default false */
  lend?: boolean;
  /** From the command line: parts of file names, or `--name=pattern` of test names. */
  filters: readonly string[];
  signal: AbortSignal;
}

/**
 * Runs test files with node:test, each in a process of its own, against the sources of all packages.
 *
 * @returns `false` when a test failed or none ran
 */
export async function runTests(selection: TestSelection): Promise<boolean> {
  const { files, exclude = [], first = [], concurrency, lend = false, filters, signal } = selection;
  const names = filters
    .filter((filter) => filter.startsWith("--name="))
    .map((filter) => filter.slice("--name=".length));
  const parts = filters.filter((filter) => !filter.startsWith("--"));
  const all = files
    .flatMap((pattern) => globSync(pattern))
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.includes("node_modules/") && !exclude.some((pattern) => matchesGlob(file, pattern)))
    .sort();
  const rank = (file: string): number => {
    const found = first.findIndex((pattern) => matchesGlob(file, pattern));
    return found === -1 ? first.length : found;
  };
  const chosen = all
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort((a, b) => rank(a) - rank(b));
  if (chosen.length === 0) {
    console.log(parts.length === 0 ? "no test files" : `no test file matches ${parts.join(" ")}`);
    return false;
  }
  // Each process loads the same sources: compiled once, they take a third of the time.
  process.env.NODE_COMPILE_CACHE ??= resolve(".cache/compile");
  await using lender = lend ? await lendNetworks() : undefined;
  if (lender) process.env.BLUESKY_TEST_NETWORKS = lender.path;
  let passed = true;
  for (const [list, force] of [
    [chosen.filter((file) => !resets(file)), []],
    [chosen.filter(resets), ["--test-force-exit"]],
  ] as const) {
    if (list.length === 0) continue;
    const events = run({
      files: list,
      concurrency,
      execArgv: ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning", ...force],
      signal,
      ...(names.length > 0 ? { testNamePatterns: names } : {}),
    });
    passed = (await reportTests(events)) && passed;
    if (signal.aborted) break;
  }
  delete process.env.BLUESKY_TEST_NETWORKS;
  return passed;
}

/**
 * Whether a file resets connections. Node may spin for ever at the end of a process that has done so: such a file is ended
 * once its tests and hooks are.
 */
function resets(file: string): boolean {
  return /faults.*\.e2e\.test\.ts$/.test(file);
}
