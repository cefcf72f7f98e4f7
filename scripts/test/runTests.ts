import { globSync } from "node:fs";
import { matchesGlob, resolve } from "node:path";
import { run } from "node:test";
import { reportTests } from "./reportTests.ts";

/** Which test files to run, and how. */
export interface TestSelection {
  /** Globs, from the root of the workspace. */
  files: readonly string[];
  exclude?: readonly string[];
  /** Files at once. */
  concurrency: number;
  /** From the command line: parts of file names, or `--name=pattern` of test names. */
  filters: readonly string[];
  signal: AbortSignal;
}

/**
 * Runs test files with node:test, each in a process of its own, against the sources of all packages.
 *
 * @returns `false` when a test failed or none ran
 */
export async function runTests({ files, exclude = [], concurrency, filters, signal }: TestSelection): Promise<boolean> {
  const names = filters
    .filter((filter) => filter.startsWith("--name="))
    .map((filter) => filter.slice("--name=".length));
  const parts = filters.filter((filter) => !filter.startsWith("--"));
  const all = files
    .flatMap((pattern) => globSync(pattern))
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.includes("node_modules/") && !exclude.some((pattern) => matchesGlob(file, pattern)))
    .sort();
  const chosen = all.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
  if (chosen.length === 0) {
    console.log(parts.length === 0 ? "no test files" : `no test file matches ${parts.join(" ")}`);
    return false;
  }
  // Each process loads the same sources: compiled once, they take a third of the time.
  process.env.NODE_COMPILE_CACHE ??= resolve(".cache/compile");
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
  return passed;
}

/**
 * Whether a file resets connections. Node may spin for ever at the end of a process that has done so: such a file is ended
 * once its tests and hooks are.
 */
function resets(file: string): boolean {
  return /faults.*\.e2e\.test\.ts$/.test(file);
}
