import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { dependenciesStep } from "./dependencies.mjs";

const folder = mkdtempSync(join(tmpdir(), "dependencies-"));
after(() => rmSync(folder, { recursive: true }));

it("dependencies are up to date when they are what the lockfile says, however they were installed", () => {
  const write = (path: string, value: unknown): void => writeFileSync(join(folder, path), JSON.stringify(value));
  const stamp = (platform: string): void =>
    writeFileSync(join(folder, "node_modules", ".workspace-stamp"), `some other lockfile ${platform}\n`);
  const isUpToDate = (): boolean => dependenciesStep(folder).isUpToDate();
  const here = `${process.platform} ${process.arch}`;
  const packages = {
    "": { version: "0.0.0" },
    "packages/own": { version: "0.0.0" },
    "node_modules/own": { link: true },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/for-another-platform": { version: "1.0.0", optional: true },
  };
  write("package-lock.json", { packages });
  mkdirSync(join(folder, "node_modules"));
  assert.equal(isUpToDate(), false, "nothing is installed");

  write("node_modules/.package-lock.json", { packages: { "node_modules/a": { version: "1.0.0" } } });
  assert.equal(isUpToDate(), false, "no stamp: npm ci may have been killed");
  stamp("another platform");
  assert.equal(isUpToDate(), false, "installed on another platform");
  stamp(here);
  assert.equal(isUpToDate(), true, "npm install brought it up to date");

  write("package-lock.json", { packages: { ...packages, "node_modules/a": { version: "1.0.1" } } });
  assert.equal(isUpToDate(), false, "another version is wanted");
  write("package-lock.json", { packages: { ...packages, "node_modules/b": { version: "1.0.0" } } });
  assert.equal(isUpToDate(), false, "another package is wanted");
});
