import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const folder = join(import.meta.dirname, "..");

/** Installs the peers unless package.json was installed already. */
export async function installPeers(): Promise<void> {
  const wanted = readFileSync(join(folder, "package.json"), "utf8");
  const stamp = join(folder, "node_modules/.installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the libraries to compare with into faults/node_modules (once)...");
  const args = ["install", "--ignore-scripts", "--no-package-lock", "--no-workspaces", "--loglevel=error"];
  await promisify(execFile)("npm", args, { cwd: folder, shell: process.platform === "win32" });
  writeFileSync(stamp, wanted);
}
