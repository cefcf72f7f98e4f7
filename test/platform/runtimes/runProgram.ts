import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CaseResult } from "../Case.ts";
import type { RunnerContext } from "../Runner.ts";

/**
 * Runs the cases in a process of a runtime that has Node's built-in modules.
 *
 * @param command the runtime, and what comes before the name of the program
 */
export async function runProgram(
  [program = "", ...args]: readonly string[],
  { folder, withNode, origin, signal }: RunnerContext,
): Promise<CaseResult[]> {
  const main = join(withNode, "main.js");
  writeFileSync(
    main,
    `import { writeSync } from "node:fs";
import process from "node:process";
import { run } from "./cases.js";
const text = new TextEncoder().encode("\\n" + JSON.stringify(await run(process.argv[2])) + "\\n");
for (let at = 0; at < text.length; ) at += writeSync(1, text.subarray(at));
process.exit(0);
`,
  );
  const { stdout } = await promisify(execFile)(program, [...args, main, origin], {
    cwd: folder,
    // Nothing of this machine's user is read or written, and nobody is asked for updates.
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" },
    maxBuffer: 2 ** 26,
    signal,
    killSignal: "SIGKILL",
  });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? ""); // what the program above prints
}
