import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { listFiles, root } from "./listFiles.ts";

type Versions = Record<string, string>;

interface Manifest {
  private?: boolean;
  allowScripts?: Record<string, boolean>;
  overrides?: Versions;
  dependencies?: Versions;
  devDependencies?: Versions;
  optionalDependencies?: Versions;
  peerDependencies?: Versions;
}

interface LockEntry {
  name?: string;
  link?: boolean;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  bin?: Versions;
}

/** The one dependency that is a folder of this workspace. */
const own = "file:scripts/no-compiler";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const rootManifest: Manifest = JSON.parse(read("package.json"));
const manifests: [path: string, manifest: Manifest][] = listFiles()
  .filter((path) => /^(packages\/[^/]+\/|scripts\/setup\/tools\/|site\/)?package\.json$/.test(path))
  .map((path) => [path, JSON.parse(read(path))]);
const lockfile = read("package-lock.json");
const locked: [path: string, entry: LockEntry][] = Object.entries(JSON.parse(lockfile).packages);
/** Of what is installed for tests, always with `--ignore-scripts`. */
const toolsLockfile = read("scripts/setup/tools/package-lock.json");
const lockedTools: [path: string, entry: LockEntry][] = Object.entries(JSON.parse(toolsLockfile).packages);
/** Of what the site is built with, without install scripts, too. */
const siteLockfile = read("site/package-lock.json");
const lockedSite: [path: string, entry: LockEntry][] = Object.entries(JSON.parse(siteLockfile).packages);

describe("dependencies", () => {
  it("run an install script only where allowScripts says so, and nowhere today", () => {
    const withScripts = locked
      .filter(([, entry]) => entry.hasInstallScript)
      .map(([path, entry]) => entry.name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
    assert.deepEqual(Object.keys(rootManifest.allowScripts ?? {}).sort(), [...new Set(withScripts)].sort());
    assert.deepEqual(Object.values(rootManifest.allowScripts ?? {}).filter(Boolean), []);
  });

  it("are not compiled, also by an npm that wants to", () => {
    const compilers = locked.filter(([, { bin }]) => bin !== undefined && Object.hasOwn(bin, "node-gyp"));
    assert.deepEqual(
      compilers.map(([path]) => path),
      ["node_modules/no-compiler"],
    );
    const program = realpathSync(join(root, "node_modules/no-compiler/node-gyp.mjs"));
    assert.equal(execFileSync(process.execPath, [program, "rebuild"], { encoding: "utf8" }), "");
  });

  it("have exact versions", () => {
    const loose = manifests.flatMap(([path, { overrides, dependencies, devDependencies, optionalDependencies }]) =>
      Object.entries({ ...overrides, ...dependencies, ...devDependencies, ...optionalDependencies })
        .filter(
          ([, version]) => version !== own && !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version),
        )
        .map(([name, version]) => `${path}: ${name} ${version}`),
    );
    assert.deepEqual(loose, []);
  });

  it("are locked with their hashes and without the registry that they came from", () => {
    const external = [...locked, ...lockedTools, ...lockedSite].filter(
      ([path, { link, resolved }]) => path.includes("node_modules/") && !link && resolved !== own,
    );
    assert.ok(external.length > 100);
    assert.deepEqual(
      external.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path),
      [],
    );
    assert.deepEqual(
      external.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path),
      [],
    );
    for (const text of [lockfile, toolsLockfile, siteLockfile]) assert.doesNotMatch(text, /\/\/[\w.-]*registry/);
  });
});
