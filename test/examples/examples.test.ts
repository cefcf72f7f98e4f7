import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../workspace/listFiles.ts";

describe("examples", () => {
  const folders = globSync("examples/*/", { cwd: root, withFileTypes: true }).filter((entry) => entry.isDirectory());

  it("are there", () => assert.ok(folders.length >= 3));

  for (const { name, parentPath } of folders) {
    it(`${name} says how it is run, and is short: under 60 lines a program`, () => {
      const folder = join(parentPath, name);
      assert.ok(existsSync(join(folder, "README.md")));
      const programs = globSync("**/*.ts", { cwd: folder, exclude: ["node_modules", "dist"] });
      const lengths = programs.map((path) => readFileSync(join(folder, path), "utf8").split("\n").length);
      assert.ok(lengths.length > 0 && Math.max(...lengths) < 60, lengths.join());
    });
  }
});
