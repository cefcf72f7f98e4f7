import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { LexiconError, type LexiconProblem } from "../errors/LexiconError.ts";
import type { LexiconSource } from "./LexiconSource.ts";

/**
 * Reads every `.json` file under a folder as a lexicon document, in the order of their paths. Folders named
 * `node_modules` or with a leading dot are left out. Takes a single file, too.
 *
 * @throws {LexiconError} with every file that is not JSON
 * @throws {LexiconError} if there are no files, or the folder cannot be read
 *
 * @example
 * ```ts
 * const { documents } = await readFolder("lexicons");
 * ```
 */
export async function readFolder(folder: string): Promise<LexiconSource> {
  const files = await findFiles(folder);
  if (files.length === 0) {
    throw new LexiconError([{ document: folder, path: "", reason: "no .json files in this folder" }]);
  }
  const problems: LexiconProblem[] = [];
  const documents = await Promise.all(
    files.map(async (file) => {
      const source = path.relative(folder, file).split(path.sep).join("/") || path.basename(file);
      try {
        const text = await readFile(file, "utf8");
        return { json: JSON.parse(text.replace(/^\uFEFF/, "")) as unknown, source };
      } catch (error) {
        problems.push({ document: source, path: "", reason: `is not JSON: ${(error as Error).message}` });
        return { json: undefined, source };
      }
    }),
  );
  if (problems.length) throw new LexiconError(problems.sort((a, b) => (a.document < b.document ? -1 : 1)));
  return { name: path.basename(path.resolve(folder)), documents };
}

async function findFiles(folder: string): Promise<string[]> {
  try {
    if ((await stat(folder)).isFile()) return [folder];
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !/(?:^|[\\/])(?:node_modules|\.[^\\/]+)[\\/]/.test(path.relative(folder, file)))
      .sort();
  } catch (error) {
    throw new LexiconError([{ document: folder, path: "", reason: `cannot be read: ${(error as Error).message}` }]);
  }
}
