import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./npm.mjs";
import { step } from "./step.mjs";

/**
 * What the packed packages are tried with: runtimes, older compilers, bundlers, test runners. They are large and for tests alone, so they
 * have a lockfile of their own, and `npm start` does not wait for them.
 *
 * @param {string} root
 * @returns {{ isUpToDate(): boolean, update(lock: import("./lock.mjs").Lock): Promise<void> }}
 */
export function toolsStep(root) {
  const source = join(root, "scripts", "setup", "tools");
  const folder = join(root, ".tools", "tests");
  const stamp = join(folder, "stamp");
  const wanted = () => {
    const lockfile = readFileSync(join(source, "package-lock.json"));
    return `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform} ${process.arch}\n`;
  };
  return {
    isUpToDate: () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted(),
    update: (lock) =>
      step("runtimes and tools for tests", async () => {
        rmSync(stamp, { force: true });
        mkdirSync(folder, { recursive: true });
        for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
          copyFileSync(join(source, name), join(folder, name));
        }
        await runNpm(["ci", "--ignore-scripts"], {
          cwd: folder,
          lock,
          what: "installing runtimes and tools for tests",
        });
        writeFileSync(stamp, wanted());
      }),
  };
}
