import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

/** Options of {@link bundleCases}. */
export interface BundleCasesOptions {
  /** Modules that export `cases`, or scripts that set a variable `bundled`. */
  readonly format: "esm" | "iife";
  /** Globals to call by another name: `URL` is `$URL` then. @default none */
  readonly renamed?: readonly string[] | undefined;
}

/** Bundles the cases with the sources of the SDK: one text for each part, which holds all that the part's cases import. */
export async function bundleCases({ format, renamed = [] }: BundleCasesOptions): Promise<ReadonlyMap<string, string>> {
  const folder = join(import.meta.dirname, "cases");
  const files = globSync("*.ts", { cwd: folder }).sort();
  const { outputFiles } = await build({
    entryPoints: files.map((file) => join(folder, file)),
    outdir: folder,
    write: false,
    bundle: true,
    format,
    ...(format === "iife" && { globalName: "bundled" }),
    define: Object.fromEntries(renamed.map((name) => [name, `$${name}`])),
    // Nothing of Node is there to import.
    platform: "neutral",
    target: "esnext",
    conditions: ["@bluesky/source"],
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path, ".js"), text]));
}
