import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs npm in a folder, and returns what it prints. */
export async function runNpm(args: readonly string[], cwd: string): Promise<string> {
  // Under `npm test`, npm is a script of its own; by hand, it is a command.
  const script = process.env.npm_execpath;
  const [command, ...first] = script === undefined ? ["npm"] : [process.execPath, script];
  const { stdout } = await promisify(execFile)(command ?? "npm", [...first, ...args], { cwd, maxBuffer: 2 ** 26 });
  return stdout;
}
