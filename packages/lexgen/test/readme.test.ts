import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { promisify } from "node:util";

it("README.md shows what happens: its command compiles its lexicon, its programs run", async (t) => {
  const workspace = path.join(import.meta.dirname, "../../..");
  mkdirSync(path.join(workspace, ".cache"), { recursive: true });
  const folder = mkdtempSync(path.join(workspace, ".cache", "lexgen-readme-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const readme = readFileSync(path.join(import.meta.dirname, "../README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, code = ""]) => ({
    language,
    code,
  }));

  const [lexicon] = blocks.filter(({ language }) => language === "json");
  mkdirSync(path.join(folder, "lexicons"));
  writeFileSync(path.join(folder, "lexicons/recipe.json"), lexicon?.code ?? "");
  const [, command = ""] = /^npx bluesky-lexgen (--in .+)$/m.exec(readme) ?? [];
  const cli = path.join(import.meta.dirname, "../src/cli.ts");
  await promisify(execFile)(process.execPath, [cli, ...command.split(" ")], { cwd: folder });

  const programs = blocks.filter(({ language }) => language === "typescript");
  assert.equal(programs.length, 2);
  for (const [index, { code }] of programs.entries()) {
    const file = path.join(folder, `program${index}.ts`);
    writeFileSync(file, code);
    const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@bluesky/source", file]);
    const expected = [...code.matchAll(/(?:^|; )\/\/ (.+)$/gm)].map(([, comment]) => comment);
    assert.deepEqual(stdout.trim().split("\n"), expected);
  }
  const project = {
    extends: "../../tsconfig.base.json",
    compilerOptions: {
      noEmit: true,
      isolatedDeclarations: false,
      declaration: false,
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    },
    include: ["."],
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(project));
  const tsc = path.join(workspace, "node_modules/typescript/bin/tsc");
  const said = await promisify(execFile)(process.execPath, [tsc, "--project", folder, "--pretty", "false"]).catch(
    ({ stdout }: { stdout: string }) => ({ stdout }),
  );
  assert.doesNotMatch(said.stdout, /^(?:program|\S*lexgen-readme)\S*: error/m);
});
