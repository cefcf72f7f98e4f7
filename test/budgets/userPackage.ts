import { execFile } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const source = join(root, "packages/bluesky");

/**
 * Puts the declarations of the package `bluesky` where a user has them: below `node_modules` of a folder. They are those of
 * `dist`, where it has been built, and otherwise made of the sources in the same way.
 */
export async function installDeclarations(folder: string): Promise<void> {
  const target = join(folder, "node_modules/bluesky");
  mkdirSync(target, { recursive: true });
  cpSync(join(source, "package.json"), join(target, "package.json"));
  if (existsSync(join(source, "dist/index.d.ts"))) symlinkSync(join(source, "dist"), join(target, "dist"), "junction");
  else await emitDeclarations(folder, join(target, "dist"));
}

async function emitDeclarations(folder: string, outDir: string): Promise<void> {
  const project = join(folder, "declarations.json");
  const compilerOptions = {
    rootDir: join(source, "src"),
    outDir,
    types: [],
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    emitDeclarationOnly: true,
    // What is wrong with the sources is said by the type check of the workspace.
    noCheck: true,
  };
  const [include, exclude] = [[`${source}/src/**/*.ts`], [`${source}/src/**/*.test.ts`, `${source}/src/**/*.types.ts`]];
  writeFileSync(
    project,
    JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, include, exclude }),
  );
  await promisify(execFile)(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--project", project]);
  for (const path of globSync("**/*.d.ts", { cwd: outDir })) {
    const text = readFileSync(join(outDir, path), "utf8");
    writeFileSync(join(outDir, path), text.replaceAll(/((?:from|import\()\s*"\.[^"\n]*)\.ts"/g, '$1.js"'));
  }
}
