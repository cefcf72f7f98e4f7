import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { runProcess } from "../setup/process.mjs";

/** A package of this workspace, and what is made of it. */
export interface Compilation {
  root: string;
  /** The package's folder. */
  folder: string;
  /** Where the results go. */
  outDir: string;
  /** Declarations only, where something else makes the JavaScript. */
  declarationsOnly: boolean;
  /** Names of the ambient types, such as `node`. */
  types: readonly string[];
  /** Modules to compile, with what they import, instead of all: paths below `src` without ending. */
  only?: readonly string[];
  /** Modules to leave out. */
  without?: readonly string[];
  /** Libraries beside the language itself, such as `dom`. */
  lib: readonly string[];
}

/**
 * Compiles the shipped sources of a package with TypeScript, file by file. The project file is written for the
 * occasion: a package sees only the ambient types that it may use.
 *
 * @throws Error with the compiler's messages
 */
export async function compile(options: Compilation): Promise<void> {
  const { root, folder, outDir, declarationsOnly, types, lib, only, without = [] } = options;
  const project = join(root, ".cache", "build", `${relative(join(root, "packages"), folder)}.json`);
  mkdirSync(join(project, ".."), { recursive: true });
  const source = join(folder, "src");
  const config = {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      rootDir: source,
      outDir,
      types,
      typeRoots: [join(root, "node_modules", "@types")],
      lib: ["es2024", "esnext.disposable", ...lib],
      sourceMap: !declarationsOnly,
      declarationMap: true,
      emitDeclarationOnly: declarationsOnly,
      // What generated modules export for each other only.
      stripInternal: true,
      noEmitOnError: true,
      // Another package of the workspace is used as it is shipped.
      customConditions: [],
    },
    include: only ? only.map((path) => `${source}/${path}.ts`) : [`${source}/**/*.ts`],
    exclude: [
      ...without.map((path) => `${source}/${path}.ts`),
      `${source}/**/*.test.ts`,
      `${source}/**/*.types.ts`,
      `${source}/**/testing/**`,
    ],
  };
  writeFileSync(project, JSON.stringify(config, null, 2));
  const tsc = [join(root, "node_modules", "typescript", "bin", "tsc"), "--project", project, "--pretty", "false"];
  const ended = await runProcess(process.execPath, tsc, { cwd: root, capture: true });
  if (ended.code !== 0) {
    const lines = ended.output.trim().split("\n");
    const more = lines.length > 20 ? `\n... and ${lines.length - 20} more lines` : "";
    throw new Error(`tsc found errors in ${relative(root, folder)}:\n${lines.slice(0, 20).join("\n")}${more}`);
  }
  await nameShippedFiles(outDir);
}

/** In declarations tsc leaves `from "./a.ts"` as it is; what is shipped is `a.js` with its `a.d.ts`. */
async function nameShippedFiles(outDir: string): Promise<void> {
  const specifier = /(\b(?:from|import|module)\s*\(?\s*"\.[^"\n]*)\.ts"/g;
  const declarations = globSync("**/*.d.ts", { cwd: outDir }).map((path) => join(outDir, path));
  await Promise.all(
    declarations.map(async (path) => {
      const before = await readFile(path, "utf8");
      const after = before.replaceAll(specifier, '$1.js"'); // Same length: declaration maps stay true.
      if (after !== before) await writeFile(path, after);
    }),
  );
}
