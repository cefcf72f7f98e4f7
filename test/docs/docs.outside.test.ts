import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
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
  assert.deepEqual(globSync("**/*.md", { cwd: join(installed, "docs") }).sort(), pages);
  for (const page of pages) {
    const [shipped, here] = [join(installed, "docs", page), join(root, "docs", page)];
    assert.equal(readFileSync(shipped, "utf8"), readFileSync(here, "utf8"), page);
  }

  const program = `
    import { resume } from "bluesky/auth";
    try { await resume("") } catch ({ docs }) { console.log(JSON.stringify({ docs, url: import.meta.resolve(docs) })) }`;
  writeFileSync(join(folder, "read.mjs"), program);
  const { stdout } = await promisify(execFile)(process.execPath, ["read.mjs"], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const { docs, url }: { docs: string; url: string } = JSON.parse(stdout);
  // What an error names is imported, and is also where a person, or a program without Node's resolution, finds the page.
  const page = join(folder, "node_modules", docs);
  assert.equal(realpathSync(fileURLToPath(url)), realpathSync(page));
  assert.match(readFileSync(page, "utf8"), /^# `invalid_session`\n/);
});
