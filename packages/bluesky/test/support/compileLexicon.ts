import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { compile } from "bluesky-lexgen";

/** A lexicon document, as JSON. */
export interface LexiconJson {
  readonly id: string;
  readonly defs: { readonly [name: string]: unknown };
}

/**
 * Compiles lexicons, and imports what was generated: for tests of what the runtime makes of a schema, whatever the
 * generated code looks like. Returns the exports of each document by its NSID.
 */
export async function compileLexicon(
  ...documents: readonly LexiconJson[]
): Promise<{ readonly [nsid: string]: { readonly [name: string]: unknown } }> {
  const folder = await mkdtemp(path.join(tmpdir(), "bluesky-lexicon-"));
  try {
    const runtime = path.join(import.meta.dirname, "../../src/runtime.ts");
    const json = documents.map((document) => ({ json: { lexicon: 1, ...document }, source: document.id }));
    const { files } = compile({
      sources: [{ name: "test", documents: json }],
      extension: ".ts",
      runtime: path.relative(folder, runtime),
    });
    for (const [file, text] of files) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    const modules = documents.map(async ({ id }) => {
      const file = path.join(folder, `${id.replaceAll(".", "/")}.ts`);
      return [id, await import(pathToFileURL(file).href)] as const;
    });
    return Object.fromEntries(await Promise.all(modules));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
