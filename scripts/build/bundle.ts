import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { rolldown } from "rolldown";
import { listPackages } from "./official/listPackages.ts";
import { writeNotices } from "./official/writeNotices.ts";
import { chunks, libraryRoom } from "./parts.ts";

/** The chunk of what somebody else has written. */
const LIBRARY = "library";

/** What to bundle. Modules are paths below the package's `src`, without ending. */
export interface Bundle {
  /** The package's folder. */
  folder: string;
  /** What users import. */
  entries: readonly string[];
  /** Modules for some platforms, which package.json chooses between: never part of a chunk. */
  platformEntries: readonly string[];
  outDir: string;
}

/**
 * Bundles a package into its entry points and few chunks. One chunk for each set of entry points that share something, as
 * bundlers do by themselves, would be hundreds: the whole SDK then loads five times as slowly.
 *
 * Not minified: that would drop the `#__PURE__` marks by which a user's bundler leaves out what is not used.
 */
export async function bundle({ folder, entries, platformEntries, outDir }: Bundle): Promise<void> {
  const source = join(folder, "src");
  const moduleName = (id: string): string => relative(source, id).replaceAll("\\", "/").replace(/\.ts$/, "");
  const input = [...entries, ...platformEntries].map((entry) => [entry, join(source, `${entry}.ts`)]);
  if (input.length === 0) return;
  const build = await rolldown({
    cwd: folder,
    input: Object.fromEntries(input),
    platform: "neutral",
    // Other packages, Node built-ins, and `#names` of package.json; but for the library that is taken along.
    external: (id, importer = "") =>
      !id.startsWith(".") &&
      !isAbsolute(id) &&
      (id.startsWith("#") || !moduleName(importer).startsWith(`${libraryRoom}/`)),
    resolve: { mainFields: ["module", "main"] },
    treeshake: { moduleSideEffects: false },
    preserveEntrySignatures: "exports-only",
    logLevel: "silent",
  });
  const { output } = await build.write({
    dir: outDir,
    format: "esm",
    sourcemap: true,
    sourcemapExcludeSources: true, // The sources are in the package.
    comments: { legal: true, annotation: true, jsdoc: false },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minifyInternalExports: false,
    codeSplitting: {
      groups: [
        {
          name: LIBRARY,
          priority: chunks.length + 1,
          test: (id: string): boolean => moduleName(id).includes("node_modules/"),
        },
        ...chunks.map((prefix, index) => ({
          name: prefix.replaceAll("/", "-"),
          priority: chunks.length - index,
          test: (id: string): boolean => {
            const name = moduleName(id);
            return (name === prefix || name.startsWith(`${prefix}/`)) && !platformEntries.includes(name);
          },
        })),
      ],
    },
  });
  await build.close();
  for (const chunk of output) {
    if (chunk.type === "chunk" && chunk.name === LIBRARY) await finishLibrary(outDir, chunk.fileName, chunk.moduleIds);
  }
}

/** Says whose code it is, and leaves out its map, which leads to sources that the package has not. */
async function finishLibrary(outDir: string, fileName: string, modules: readonly string[]): Promise<void> {
  const path = join(outDir, fileName);
  rmSync(`${path}.map`);
  writeFileSync(path, readFileSync(path, "utf8").replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"));
  writeFileSync(join(outDir, "chunks/THIRD-PARTY-NOTICES.txt"), writeNotices(await listPackages(modules)));
}
