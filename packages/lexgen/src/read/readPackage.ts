import { access, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { LexiconError } from "../errors/LexiconError.ts";
import type { LexiconSource } from "./LexiconSource.ts";
import { readFolder } from "./readFolder.ts";

/**
 * Reads the lexicons of an installed npm package: a folder `lexicons`, a file `lexicons.json` with an array of
 * documents (as `bluesky` has it), or the compiled `schemas` of `@atproto/api`.
 *
 * @param from the folder from which the package is looked for, as Node does: in it and above it
 * @throws {LexiconError} if the package is not installed, or has no lexicons in any of these places
 *
 * @example
 * ```ts
 * const known = await readPackage("bluesky", process.cwd());
 * ```
 */
export async function readPackage(name: string, from: string): Promise<LexiconSource> {
  const folder = await findPackage(name, from);
  if (!folder) throw problem(name, `is not installed in ${from} or above`);
  const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as { version: string };
  const label = `${name}@${version}`;
  if (await exists(path.join(folder, "lexicons"))) {
    return { name: label, documents: (await readFolder(path.join(folder, "lexicons"))).documents };
  }
  for (const file of ["dist/lexicons/lexicons.json", "src/lexicons/lexicons.json", "lexicons.json"]) {
    if (await exists(path.join(folder, file))) {
      const documents: unknown = JSON.parse(await readFile(path.join(folder, file), "utf8"));
      if (!Array.isArray(documents)) throw problem(name, `has a ${file} that is no array of documents`);
      return {
        name: label,
        documents: documents.map((json, index) => ({ json, source: `${name}/${file}[${index}]` })),
      };
    }
  }
  const compiled = path.join(folder, "dist/client/lexicons.js");
  if (await exists(compiled)) {
    const { schemas = [] } = (await import(pathToFileURL(compiled).href)) as { schemas?: readonly { id: string }[] };
    return { name: label, documents: schemas.map((json) => ({ json, source: `${name}/${json.id}` })) };
  }
  throw problem(name, "has neither a folder lexicons nor a file lexicons.json");
}

function problem(name: string, reason: string): LexiconError {
  return new LexiconError([{ document: `the package ${name}`, path: "", reason }]);
}

async function findPackage(name: string, from: string): Promise<string | undefined> {
  let folder = path.resolve(from);
  for (;;) {
    const candidate = path.join(folder, "node_modules", name);
    if (await exists(path.join(candidate, "package.json"))) return candidate;
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
