import { stat } from "node:fs/promises";
import { LexiconError } from "../errors/LexiconError.ts";
import type { LexiconSource } from "./LexiconSource.ts";
import { readFolder } from "./readFolder.ts";
import { readPackage } from "./readPackage.ts";

/**
 * Reads lexicons from what a user names: a folder, a `.json` file, or else an installed npm package.
 *
 * @param from the folder from which a package is looked for
 * @throws {LexiconError} if it is none of these, or cannot be read
 *
 * @example
 * ```ts
 * const own = await readSource("lexicons");
 * const others = await readSource("@atproto/api");
 * ```
 */
export async function readSource(name: string, from: string = process.cwd()): Promise<LexiconSource> {
  const found = await stat(name).catch(() => undefined);
  if (found) return readFolder(name);
  if (/^(?:@[\w.-]+\/)?[\w-][\w.-]*$/.test(name) && !name.endsWith(".json")) {
    return readPackage(name, from).catch((error: unknown) => {
      if (!(error instanceof LexiconError) || !/is not installed/.test(error.message)) throw error;
      throw none(name, `there is no such folder here, and no such package is installed in ${from} or above`);
    });
  }
  throw none(name, "there is no such folder or file");
}

function none(name: string, reason: string): LexiconError {
  return new LexiconError([{ document: name, path: "", reason }]);
}
