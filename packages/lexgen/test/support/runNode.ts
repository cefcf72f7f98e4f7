import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a program with the sources of this workspace. Returns what it prints. */
export async function runNode(program: string): Promise<string> {
  const args = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning", program];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}
