import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { promisify } from "node:util";
import { packPackage } from "../outside/packPackage.ts";
import { root } from "../workspace/listFiles.ts";

it("the packed package has all of docs, as it is here, and an error leads to its page", async (t) => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "docs-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { installed } = await packPackage(join(root, "packages/bluesky"), "bluesky", folder);
  const pages = globSync("**/*.md", { cwd: join(root, "docs") }).sort();
  assert.ok(pages.length > 30);
  assert.deepEqual(globSync("**/*.md", { cwd: join(installed, "dist/docs") }).sort(), pages);
  for (const page of pages) {
    const [shipped, here] = [join(installed, "dist/docs", page), join(root, "docs", page)];
    assert.equal(readFileSync(shipped, "utf8"), readFileSync(here, "utf8"), page);
  }

  const program = `
    import { readFileSync } from "node:fs";
    import { resume } from "bluesky/auth";
    try { resume("") } catch ({ docs }) { console.log(readFileSync(new URL(import.meta.resolve(docs)), "utf8")) }`;
  writeFileSync(join(folder, "read.mjs"), program);
  const { stdout } = await promisify(execFile)(process.execPath, ["read.mjs"], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  assert.match(stdout, /^# `invalid_session`\n/);
});
