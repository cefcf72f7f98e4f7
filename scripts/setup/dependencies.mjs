import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./npm.mjs";
import { step } from "./step.mjs";

/**
 * The packages of package-lock.json. `npm ci` empties node_modules first, stamp included, so one that was killed
 * starts again.
 *
 * @param {string} root
 * @returns {{ isUpToDate(): boolean, update(lock: import("./lock.mjs").Lock): Promise<void> }}
 */
export function dependenciesStep(root) {
  const stamp = join(root, "node_modules", ".workspace-stamp");
  const lockfile = join(root, "package-lock.json");
  const wanted = () =>
    `${createHash("sha256").update(readFileSync(lockfile)).digest("hex")} ${process.platform} ${process.arch}\n`;
  return {
    isUpToDate() {
      if (!existsSync(stamp)) return false;
      const present = readFileSync(stamp, "utf8");
      if (present === wanted()) return true;
      // After `npm install name` the lockfile is new and everything is there.
      const samePlatform = present.endsWith(` ${process.platform} ${process.arch}\n`);
      if (!samePlatform || !isInstalled(root, lockfile)) return false;
      writeFileSync(stamp, wanted());
      return true;
    },
    update: (lock) =>
      step("dependencies", async () => {
        // No package needs its install script; `allowScripts` in package.json says so for `npm ci` by hand.
        await runNpm(["ci", "--ignore-scripts"], { cwd: root, lock, what: "installing the dependencies" });
        writeFileSync(stamp, wanted());
      }),
  };
}

/**
 * Compares the lockfile with npm's own record of what it installed.
 *
 * @param {string} root
 * @param {string} lockfile
 */
function isInstalled(root, lockfile) {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(lockfile, "utf8")).packages;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes("node_modules/") || entry.link) return true;
    const there = installed[path];
    return there === undefined ? entry.optional === true : there.version === entry.version;
  });
}
