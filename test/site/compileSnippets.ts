import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { compileModules } from "../workspace/compileModules.ts";
import { root } from "../workspace/listFiles.ts";
import type { SiteSnippet } from "./collectSnippets.ts";

/** Compiles snippets as one program, as a user of the package would; returns what the compiler says, with the place of each. */
export async function compileSnippets(snippets: readonly SiteSnippet[]): Promise<string[]> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "site-snippets-"));
  try {
    const modules = new Map(snippets.map(({ code }, index) => [`snippet${index}.ts`, code]));
    const errors = await compileModules(folder, modules);
    return errors.map((line) =>
      line.replace(/^snippet(\d+)\.ts/, (file, index) => snippets[Number(index)]?.place ?? file),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
