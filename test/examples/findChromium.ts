import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The machine's Chromium: that of the variable `CHROMIUM_PATH`, or of `PATH`. Where there is none and apt may be used, as on most
 * CI machines, it is installed.
 *
 * @throws Error that says how to get one
 */
export function findChromium(): string {
  const found = process.env.CHROMIUM_PATH || onPath();
  if (found !== undefined) return found;
  const install = "apt-get install -y --no-install-recommends chromium";
  if (process.getuid?.() === 0 && onPath(["apt-get"]) !== undefined) {
    console.log(`There is no Chromium on this machine. Installing it: ${install}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const command of ["apt-get update", install]) {
      const [program = "", ...args] = command.split(" ");
      execFileSync(program, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    }
  }
  const installed = onPath();
  if (installed !== undefined) return installed;
  throw new Error(
    `Expected a Chromium: ${names.join(", ")} on PATH. Install one (as root: ${install}), or name one in CHROMIUM_PATH.`,
  );
}

function onPath(programs: readonly string[] = names): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return programs.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
