import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildPackage } from "./buildPackage.ts";

const root = join(import.meta.dirname, "..", "..");
const folders = globSync("packages/*/package.json", { cwd: root })
  .map((path) => join(root, dirname(path)))
  .filter((folder) => existsSync(join(folder, "src")));

const results = await Promise.allSettled(folders.map((folder) => buildPackage(root, folder)));
for (const result of results) {
  if (result.status === "fulfilled") continue;
  console.error(result.reason instanceof Error ? result.reason.message : result.reason);
  process.exitCode = 1;
}
