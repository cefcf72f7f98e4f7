import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { compileModules } from "./compileModules.ts";
import { listFiles, root } from "./listFiles.ts";
import { readSnippets } from "./readSnippets.ts";

mkdirSync(join(root, ".cache"), { recursive: true });
// Inside of the workspace, so that the snippets find its packages.
const folder = mkdtempSync(join(root, ".cache", "snippets-"));
after(() => rmSync(folder, { recursive: true }));

describe("snippets in Markdown files", () => {
  it("compile", async () => {
    const modules = new Map<string, string>();
    for (const path of listFiles().filter((name) => name.endsWith(".md") && !name.includes("/fixtures/"))) {
      // The snippets of a guide are one program: test/guides compiles them.
      if (path.startsWith("site/guides/")) continue;
      for (const { language, code, line } of readSnippets(readFileSync(join(root, path), "utf8"))) {
        if (language === "ts") modules.set(`${path.replaceAll("/", "_")}_line${line}.ts`, code);
      }
    }
    assert.ok(modules.size > 0);
    assert.deepEqual(await compileModules(folder, modules), []);
  });

  it("are noticed when they do not", async () => {
    const [error, ...more] = await compileModules(
      folder,
      new Map([["wrong.ts", 'export const length: string = "four".length;']]),
    );
    assert.match(error ?? "", /^wrong\.ts\(1,14\): error TS2322/);
    assert.deepEqual(more, []);
  });

  it("are found with their language and line", () => {
    const markdown = '# a\n\n```ts\none\n```\n\n- b\n\n  ~~~~sh title="x y"\n  two\n  ```\n  ~~~~\n';
    assert.deepEqual(readSnippets(markdown), [
      { language: "ts", code: "one\n", line: 3 },
      { language: "sh", title: "x y", code: "two\n```\n", line: 9 },
    ]);
  });
});
