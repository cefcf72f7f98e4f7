import { execFile } from "node:child_process";
import { globSync, mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { npmCommand } from "../setup/npm.mjs";
import { step } from "../setup/step.mjs";

// What npm would publish, as files: for programs elsewhere, while the packages are not on npm.
const root = join(import.meta.dirname, "..", "..");
const target = join(root, ".packs");
const { command, args } = npmCommand();

rmSync(target, { recursive: true, force: true });
mkdirSync(target);
for (const manifest of globSync("packages/*/package.json", { cwd: root }).sort()) {
  const folder = dirname(manifest);
  // The build is up to date: whoever runs this has seen to it.
  const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", target];
  await step(basename(folder), () => promisify(execFile)(command, [...args, ...pack], { cwd: join(root, folder) }));
}
const tarballs = globSync("*.tgz", { cwd: target }).sort();
const quoted = tarballs.map((name) => quote(join(target, name)));
console.log(`\nIn the folder of your program:\n\n  npm install ${quoted.join(" ")}\n`);

/** For a shell, where the path needs it. */
function quote(path: string): string {
  return /[^\w./\\:@-]/.test(path) ? `"${path}"` : path;
}
