import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { type CompileOptions, compile, emitTree, readFolder, readPackage } from "bluesky-lexgen";
import ts from "typescript-5.9";
import { ERROR_CLASSES } from "../../bluesky/scripts/models/errorClasses.ts";
import { installBluesky } from "./support/installBluesky.ts";
import { wordyLexicons } from "./support/wordyLexicons.ts";

const fixtures = path.join(import.meta.dirname, "fixtures");
const workspace = path.join(import.meta.dirname, "../../..");
const bluesky = path.join(workspace, "packages/bluesky");
mkdirSync(path.join(workspace, ".cache"), { recursive: true });
const root = mkdtempSync(path.join(workspace, ".cache/lexgen-flags-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** The flags that TypeScript has for checking types, all of them, and what modules may be asked to be. */
function everyFlag(): { [name: string]: boolean } {
  interface Option {
    readonly name: string;
    readonly type: unknown;
    readonly category?: { readonly message: string };
  }
  const { optionDeclarations } = ts as unknown as { optionDeclarations: readonly Option[] }; // internal
  const checks = optionDeclarations.filter(
    ({ type, category }) => type === "boolean" && category?.message === "Type Checking",
  );
  const others = [
    "isolatedModules",
    "isolatedDeclarations",
    "declaration",
    "verbatimModuleSyntax",
    "erasableSyntaxOnly",
  ];
  return Object.fromEntries([
    ...checks.map(({ name }) => [name, !name.startsWith("allow")]),
    ...[...others, "noUncheckedSideEffectImports", "forceConsistentCasingInFileNames"].map((name) => [name, true]),
  ]);
}

/** What a compiler says of some files, under every flag, without the types of a browser or of Node. */
async function compileAll(compiler: string, include: readonly string[], more: object = {}): Promise<string[]> {
  const project = path.join(root, `${compiler}-${include.length}.json`);
  const compilerOptions = {
    ...everyFlag(),
    noEmit: true,
    target: "es2022",
    lib: ["es2022"],
    types: [],
    module: "nodenext",
    moduleDetection: "force",
    allowImportingTsExtensions: true,
    skipLibCheck: false,
    ...more,
  };
  writeFileSync(project, JSON.stringify({ compilerOptions, include, exclude: [] }));
  const tsc = path.join(workspace, "node_modules", compiler, "bin/tsc");
  const ended = promisify(execFile)(process.execPath, [tsc, "--project", project, "--pretty", "false"], {
    cwd: root,
    maxBuffer: 1e8,
  });
  const { stdout, stderr } = await ended.catch((error: { stdout: string; stderr: string }) => error);
  return `${stdout}${stderr}`.split("\n").filter(Boolean).slice(0, 20);
}

function write(folder: string, options: CompileOptions): void {
  const { files, program } = compile(options);
  const { runtime = "bluesky/runtime" } = options;
  const document = (nsid: string): string => `./${nsid.replaceAll(".", "/")}${options.extension ?? ".js"}`;
  const tree = emitTree(program, { banner: "", runtime, document });
  const all = options.format === "js" ? files : new Map([...files, ["tree.ts", tree]]);
  for (const [file, text] of all) {
    mkdirSync(path.dirname(path.join(root, folder, file)), { recursive: true });
    writeFileSync(path.join(root, folder, file), text);
  }
}

/** The SDK's own lexicons and models, as they were generated, over the declarations that users have. */
function copyOwn(): void {
  cpSync(path.join(bluesky, "src/lexicons"), path.join(root, "sdk/lexicons"), { recursive: true });
  cpSync(path.join(bluesky, "src/models"), path.join(root, "sdk/models"), { recursive: true });
  writeFileSync(path.join(root, "sdk/runtime.ts"), 'export * from "bluesky/runtime";\n');
  for (const [module, name] of Object.values(ERROR_CLASSES)) {
    mkdirSync(path.dirname(path.join(root, "sdk", module)), { recursive: true });
    writeFileSync(path.join(root, `sdk/${module}.ts`), `export { ${name} } from "bluesky/client";\n`);
  }
}

describe("under every flag that TypeScript has, with lib es2022 and nothing else", () => {
  before(async () => {
    writeFileSync(path.join(root, "package.json"), '{ "type": "module" }');
    await installBluesky(root);
    const external = [await readPackage("bluesky", import.meta.dirname)];
    for (const folder of ["kinds", "awkward", "garden", "stream"]) {
      const sources = [await readFolder(path.join(fixtures, folder))];
      write(`ts/${folder}`, { sources, extension: ".ts" });
      write(`js/${folder}`, { sources, format: "js" });
    }
    write("ts/own", { sources: [await readFolder(path.join(fixtures, "own"))], external, extension: ".ts" });
    write("ts/words", { sources: [wordyLexicons()], extension: ".ts" });
    write("js/words", { sources: [wordyLexicons()], format: "js" });
    copyOwn();
  });

  it("knows them", () => {
    const flags = everyFlag();
    for (const flag of ["strict", "noUnusedLocals", "noUnusedParameters", "noPropertyAccessFromIndexSignature"]) {
      assert.equal(flags[flag], true, flag);
    }
    assert.equal(flags.allowUnreachableCode, false);
    assert.ok(Object.keys(flags).length > 25);
  });

  it("what is generated and all declarations of bluesky compile", async () => {
    const declarations = "node_modules/bluesky/dist/**/*.d.ts";
    assert.deepEqual(
      await compileAll("typescript", ["ts", "js", "sdk", declarations], { stableTypeOrdering: true }),
      [],
    );
  });

  it("with the oldest TypeScript that users may have: what users generate, and what it imports", async () => {
    assert.deepEqual(await compileAll("typescript-5.9", ["ts", "js"]), []);
  });
});
