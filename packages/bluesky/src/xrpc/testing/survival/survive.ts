import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/**
 * Puts bad functions into all places of modules that export `places`, in a process of its own, and expects each to end in time and
 * with an error of ours, and the process to live.
 *
 * @param modules their URLs: `import.meta.resolve("./places.ts")`
 */
export async function survive(...modules: string[]): Promise<void> {
  const program = fileURLToPath(import.meta.resolve("./program.ts"));
  const flags = process.execArgv.filter((flag) => flag.startsWith("--conditions="));
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, ...modules]);
  const { places, problems } = JSON.parse(stdout) as { places: number; problems: string[] };
  assert.ok(places > 0);
  assert.deepEqual(problems, []);
}
