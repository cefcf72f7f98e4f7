import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { listFiles, root } from "./listFiles.ts";
import { readSnippets } from "./readSnippets.ts";

mkdirSync(join(root, ".cache"), { recursive: true });
// Inside of the workspace, so that the snippets find its packages.
const folder = mkdtempSync(join(root, ".cache", "snippets-"));
after(() => rmSync(folder, { recursive: true }));

/** Compiles modules, by name, as a user of the packages would; returns what the compiler says. */
async function compile(modules: Map<string, string>): Promise<string[]> {
  const files = [...modules.keys()];
  for (const [name, code] of modules) writeFileSync(join(folder, name), code);
  const compilerOptions = {
    noEmit: true,
    types: ["node"],
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    isolatedDeclarations: false,
    declaration: false,
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, files }),
  );
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const printed = await promisify(execFile)(process.execPath, [tsc, "--project", folder, "--pretty", "false"], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error);
  return printed.stdout.split("\n").filter((line) => line.includes("error TS"));
}

describe("snippets in Markdown files", () => {
  it("compile", async () => {
    const modules = new Map<string, string>();
    for (const path of listFiles().filter((name) => name.endsWith(".md") && !name.includes("/fixtures/"))) {
      for (const { language, code, line } of readSnippets(readFileSync(join(root, path), "utf8"))) {
        if (language === "ts") modules.set(`${path.replaceAll("/", "_")}_line${line}.ts`, code);
      }
    }
    assert.ok(modules.size > 0);
    assert.deepEqual(await compile(modules), []);
  });

  it("are noticed when they do not", async () => {
    const [error, ...more] = await compile(new Map([["wrong.ts", 'export const length: string = "four".length;']]));
    assert.match(error ?? "", /^wrong\.ts\(1,14\): error TS2322/);
    assert.deepEqual(more, []);
  });

  it("are found with their language and line", () => {
    const markdown = "# a\n\n```ts\none\n```\n\n- b\n\n  ~~~~sh x\n  two\n  ```\n  ~~~~\n";
    assert.deepEqual(readSnippets(markdown), [
      { language: "ts", code: "one\n", line: 3 },
      { language: "sh", code: "two\n```\n", line: 9 },
    ]);
  });
});
