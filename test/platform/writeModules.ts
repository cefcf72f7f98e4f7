import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { type BundleCasesOptions, bundleCases } from "./bundleCases.ts";

/**
 * Writes modules into a folder: one for each part, and `cases.js`, whose function `run(origin)` runs all cases and gives what became of
 * them. A part that does not load is said there, and keeps no other from running.
 *
 * @returns the names of the files
 */
export async function writeModules(folder: string, options: Omit<BundleCasesOptions, "format">): Promise<string[]> {
  const parts = await bundleCases({ ...options, format: "esm" });
  const loaders = [...parts.keys()].map((part) => `${part}: async () => (await import("./${part}.js")).cases`);
  const { outputFiles } = await build({
    stdin: {
      contents: `import { runCases } from "./runCases.ts";
export const run = (origin) => runCases({ ${loaders.join(", ")} }, { origin });`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    external: [...parts.keys()].map((part) => `./${part}.js`),
  });
  const modules = new Map([...parts, ["cases", outputFiles[0]?.text ?? ""]]);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of modules) writeFileSync(join(folder, `${name}.js`), text);
  return [...modules.keys()].map((name) => `${name}.js`);
}
