import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { entryPoints } from "./entryPoints.ts";

const folder = mkdtempSync(join(tmpdir(), "entry points-"));
after(() => rmSync(folder, { recursive: true }));
for (const path of [
  "index",
  "a/b",
  "a/b.test",
  "tree/x/y/one",
  "tree/x/y/one.types",
  "tree/two",
  "files.node",
  "files",
]) {
  mkdirSync(join(folder, "src", dirname(path)), { recursive: true });
  writeFileSync(join(folder, "src", `${path}.ts`), "");
}

describe("entryPoints", () => {
  it("finds the source of every target, patterns and conditions included", () => {
    const map = {
      ".": { "@bluesky/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./b": "./dist/a/b.js",
      "./tree/*": { default: "./dist/tree/*.js" },
      "#files": { node: "./dist/files.node.js", default: "./dist/files.js" },
      "./package.json": "./package.json",
    };
    const expected = ["a/b", "files", "files.node", "index", "tree/two", "tree/x/y/one"];
    assert.deepEqual(entryPoints(folder, map), expected);
    assert.deepEqual(entryPoints(folder, undefined), []);
  });

  it("refuses a target without a source", () => {
    assert.throws(() => entryPoints(folder, { "./c": "./dist/c.js" }), /leads to \.\/dist\/c\.js, but/);
    assert.throws(() => entryPoints(folder, { "./none/*": "./dist/none/*.js" }), /no source/);
  });
});
