import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./npm.mjs";
import { step } from "./step.mjs";

/**
 * What the reference site is built with. It has a lockfile of its own, so that nobody waits for it who builds no site.
 *
 * @param {string} root
 * @returns {{ isUpToDate(): boolean, update(lock: import("./lock.mjs").Lock): Promise<void> }}
 */
export function siteStep(root) {
  const folder = join(root, "site");
  const stamp = join(folder, "node_modules", ".site-stamp");
  const wanted = () => {
    const lockfile = readFileSync(join(folder, "package-lock.json"));
    return `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform} ${process.arch}\n`;
  };
  return {
    isUpToDate: () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted(),
    update: (lock) =>
      step("what the site is built with", async () => {
        rmSync(stamp, { force: true });
        const args = ["ci", "--ignore-scripts", "--no-workspaces"];
        await runNpm(args, { cwd: folder, lock, what: "installing what the site is built with" });
        writeFileSync(stamp, wanted());
      }),
  };
}
