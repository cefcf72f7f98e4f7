import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "./listFiles.ts";

/**
 * Compiles modules, by their paths in `folder`, as a user of the packages would.
 *
 * @param folder inside of the workspace, so that the modules find its packages
 * @returns what the compiler says
 */
export async function compileModules(folder: string, modules: ReadonlyMap<string, string>): Promise<string[]> {
  for (const [path, code] of modules) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  const compilerOptions = {
    noEmit: true,
    types: ["node"],
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    isolatedDeclarations: false,
    declaration: false,
  };
  const files = [...modules.keys()];
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, files }),
  );
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const printed = await promisify(execFile)(process.execPath, [tsc, "--project", folder, "--pretty", "false"], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string }) => error);
  return printed.stdout.split("\n").filter((line) => line.includes("error TS"));
}
