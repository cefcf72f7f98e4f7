import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { receivedSignal, runProcess } from "./process.mjs";
import { SetupError, step } from "./step.mjs";

/** @param {string} name */
const isShipped = (name) => name !== "testing" && !/\.(test|types)\.ts$/.test(name);

/**
 * Generated sources: `packages/bluesky/src/{lexicons,models,stream/lexicons}`.
 *
 * @param {string} root
 * @param {string} node
 */
export function generateStep(root, node) {
  return derivedStep(root, node, {
    title: "generated code",
    script: "packages/bluesky/scripts/generate.ts",
    inputs: ["package-lock.json", "packages/lexgen/src", "packages/bluesky/scripts", "packages/bluesky/lexicons"],
    outputs: ["packages/bluesky/src/lexicons", "packages/bluesky/src/models", "packages/bluesky/src/stream/lexicons"],
  });
}

/**
 * `dist` of every package, and the pages that `bluesky` takes along.
 *
 * @param {string} root
 * @param {string} node
 */
export function buildStep(root, node) {
  const packages = readdirSync(join(root, "packages"))
    .map((name) => `packages/${name}`)
    .filter((path) => existsSync(join(root, path, "src")) && existsSync(join(root, path, "package.json")))
    .sort();
  return derivedStep(root, node, {
    title: "build",
    script: "scripts/build/build.ts",
    inputs: [
      "package-lock.json",
      "tsconfig.base.json",
      "scripts/build",
      "docs",
      ...packages.flatMap((path) => [`${path}/package.json`, `${path}/src`]),
    ],
    outputs: [...packages.map((path) => `${path}/dist`), "packages/bluesky/docs"],
  });
}

/**
 * What a script makes of files: made anew when one of the inputs has changed or an output is missing.
 *
 * @param {string} root
 * @param {string} node
 * @param {{ title: string, script: string, inputs: readonly string[], outputs: readonly string[] }} what
 * @returns {{ isUpToDate(): boolean, update(lock: import("./lock.mjs").Lock): Promise<void> }}
 */
function derivedStep(root, node, { title, script, inputs, outputs }) {
  const stamp = join(root, ".cache", `${title.replaceAll(" ", "-")}.stamp`);
  const wanted = () => fingerprint(root, inputs, isShipped);
  return {
    isUpToDate() {
      if (!existsSync(join(root, script))) return true;
      if (!existsSync(stamp) || !outputs.every((path) => existsSync(join(root, path)))) return false;
      return readFileSync(stamp, "utf8") === wanted();
    },
    update: (lock) =>
      step(title, async () => {
        rmSync(stamp, { force: true });
        const before = wanted(); // A file saved meanwhile makes the next run do it again.
        // From sources: nothing is built yet.
        const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
        const ended = await runProcess(node, [...flags, join(root, script)], {
          cwd: root,
          capture: true,
          onSpawn: (pid) => lock.child(pid),
        });
        if (ended.code !== 0) {
          const why = receivedSignal() === undefined ? `${script} failed:` : `Stopped in ${script}.`;
          throw new SetupError(`${why}\n\n${ended.output.trim()}`);
        }
        mkdirSync(dirname(stamp), { recursive: true });
        writeFileSync(stamp, before);
      }),
  };
}
