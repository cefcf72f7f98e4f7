/** What documents, comments and messages say about installing these packages. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { listFiles, root } from "./listFiles.ts";

/** Commands that would take one of our names from the registry, where it is another project's, or nobody's. */
function fromRegistry(text: string): string[] {
  const command = /\b(?:npm (?:i|install|add)|(?:pnpm|yarn|bun) (?:add|install)|deno add)\b[^\n`]*/g;
  const name = /[ :](?:npm:)?bluesky(?:-devnet|-lexgen)?(?:@[\w.^~-]+)?(?=[\s`"';,.]|$)(?!@file)/;
  return [...text.matchAll(command)].map(([found]) => found).filter((found) => name.test(found));
}

describe("nothing in the project", () => {
  it("tells to install a package by a name that is not ours", () => {
    const files = listFiles().filter((path) => /\.(md|ts|mjs|html|json|txt)$/.test(path));
    assert.ok(files.length > 100);
    const found = files
      .filter((path) => !/package-lock\.json$|install\.test\.ts$/.test(path))
      .flatMap((path) => fromRegistry(readFileSync(join(root, path), "utf8")).map((line) => `${path}: ${line}`));
    assert.deepEqual(found, []);
  });

  it("would be found", () => {
    const wrong = ["npm install bluesky", "npm i -D bluesky-lexgen", "pnpm add bluesky@0.4.0", "deno add npm:bluesky"];
    for (const line of wrong) assert.deepEqual(fromRegistry(`Run \`${line}\`.`), [line]);
    const right = ["npm install /a/bluesky/.packs/bluesky-0.5.0.tgz", "npm install ../bluesky/packages/bluesky"];
    for (const line of [...right, "yarn add bluesky@file:TARBALL", "npm install bluesky-other"]) {
      assert.deepEqual(fromRegistry(line), [], line);
    }
  });
});
