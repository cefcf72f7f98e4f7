import { globSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { installPackage } from "../../outside/packPackage.ts";
import { root } from "../../workspace/listFiles.ts";
import type { CaseResult, Cases } from "../Case.ts";
import type { Runner } from "../Runner.ts";
import { startServer } from "../server/startServer.ts";
import { writeModules } from "../writeModules.ts";

/** What became of the cases on a platform, or why they did not run there. */
export interface Run {
  readonly runner: Runner;
  readonly results: readonly CaseResult[] | Error;
}

/** This machine, as `linux-x64`. */
export const machine: string = `${process.platform}-${process.arch}`;

/** All runners, whether they can run here or not. */
export async function listRunners(): Promise<readonly Runner[]> {
  const runners: Runner[] = [];
  for (const file of globSync("*.ts", { cwd: join(import.meta.dirname, "../runners") }).sort()) {
    const module: { readonly runners: readonly Runner[] } = await import(`../runners/${file}`);
    runners.push(...module.runners);
  }
  return runners;
}

/** Runs all cases on all platforms, one after the other, with the package from one tarball. */
export async function runAll(runners: readonly Runner[]): Promise<readonly Run[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bluesky-runtimes-")));
  try {
    await installPackage(join(root, "packages/bluesky"), "bluesky", folder);
    const imported = join(folder, "imported");
    const withNode = join(folder, "with-node");
    const bundled = join(folder, "bundled");
    await writeModules(imported, { bluesky: "imported" });
    await writeModules(withNode, { bluesky: "imported", hasNodeModules: true });
    await writeModules(bundled, { bluesky: { folder } });
    const runs: Run[] = [];
    for (const runner of runners) {
      await using server = await startServer();
      const signal = AbortSignal.timeout(60_000);
      const context = { folder, imported, withNode, bundled, origin: server.origin };
      runs.push({ runner, results: await runner.run({ ...context, signal }).catch((error: Error) => error) });
    }
    return runs;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The titles of all cases that a platform has to run, by part. */
export async function listCases({ parts, hasNodeModules = false }: Runner): Promise<ReadonlyMap<string, string[]>> {
  const folder = join(import.meta.dirname, "../cases");
  const listed = new Map<string, string[]>();
  for (const file of globSync(hasNodeModules ? "{*,node/*}.ts" : "*.ts", { cwd: folder }).sort()) {
    const part = basename(file, ".ts");
    if (parts !== undefined && !parts.includes(part)) continue;
    const { cases }: { cases: Cases } = await import(join(folder, file));
    listed.set(part, ["import", ...Object.keys(cases)]);
  }
  return listed;
}
