import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes the type tests of the sources into a folder, beside the declarations of an installed package in place of its sources.
 *
 * @returns the files
 */
export function writeTypeTests(source: string, installed: string, folder: string): Record<string, string> {
  const isDeclaration = (path: string): boolean => !/\.(js|map|json)$/.test(path);
  cpSync(join(installed, "dist"), join(folder, "promised"), { recursive: true, filter: isDeclaration });
  const files: Record<string, string> = {};
  for (const path of globSync("**/*.types.ts", { cwd: join(source, "src") })) {
    const code = readFileSync(join(source, "src", path), "utf8");
    const file = join("promised", path);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    files[file] = code.replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"');
    writeFileSync(join(folder, file), files[file]);
  }
  return files;
}
