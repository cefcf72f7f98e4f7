import { execFile } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { platformTypes } from "../../../../scripts/build/platformTypes.ts";

const workspace = path.join(import.meta.dirname, "../../../..");
const source = path.join(workspace, "packages/bluesky");

/**
 * Puts the declarations of the package `bluesky` where a user has them, made of its sources as the build makes them: in
 * `node_modules` of a folder within the workspace.
 */
export async function installBluesky(folder: string): Promise<void> {
  const target = path.join(folder, "node_modules/bluesky");
  mkdirSync(target, { recursive: true });
  cpSync(path.join(source, "package.json"), path.join(target, "package.json"));
  const project = path.join(folder, "declarations.json");
  const outDir = path.join(target, "dist");
  const compilerOptions = {
    rootDir: path.join(source, "src"),
    outDir,
    types: ["node"],
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    emitDeclarationOnly: true,
    stripInternal: true,
    // What is wrong with the sources is said by the type check of the workspace.
    noCheck: true,
  };
  const extended = path.join(workspace, "tsconfig.base.json");
  const include = [`${source}/src/**/*.ts`];
  const exclude = ["test", "types"]
    .map((kind) => `${source}/src/**/*.${kind}.ts`)
    .concat(`${source}/src/**/testing/**`);
  writeFileSync(project, JSON.stringify({ extends: extended, compilerOptions, include, exclude }));
  const tsc = path.join(workspace, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [tsc, "--project", project]);
  for (const file of globSync("**/*.d.ts", { cwd: outDir })) {
    const text = readFileSync(path.join(outDir, file), "utf8");
    writeFileSync(path.join(outDir, file), text.replaceAll(/(\b(?:from|import)\s*\(?\s*"\.[^"\n]*)\.ts"/g, '$1.js"'));
  }
  platformTypes(outDir);
}
