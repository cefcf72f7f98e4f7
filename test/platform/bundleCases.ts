import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { build, type Plugin } from "esbuild";

/** Options of {@link bundleCases}. */
export interface BundleCasesOptions {
  /** Modules that export `cases`, or scripts that set a variable `bundled`. */
  readonly format: "esm" | "iife";
  /**
   * Where the SDK comes from: our sources, the `node_modules` of a folder, or nowhere, so that the platform itself imports it.
   *
   * @default "sources"
   */
  readonly bluesky?: "sources" | "imported" | { readonly folder: string } | undefined;
  /** Whether the cases of `cases/node` belong to them. @default false */
  readonly hasNodeModules?: boolean | undefined;
  /** Globals to call by another name: `URL` is `$URL` then. @default none */
  readonly renamed?: readonly string[] | undefined;
  /** Whether async generators and loops over them become what older engines know. @default false */
  readonly lowersAsyncGenerators?: boolean | undefined;
}

/** Bundles the cases with the SDK: one text for each part, which holds all that the part's cases import. */
export async function bundleCases(options: BundleCasesOptions): Promise<ReadonlyMap<string, string>> {
  const { format, bluesky = "sources", hasNodeModules = false, renamed = [], lowersAsyncGenerators = false } = options;
  const folder = join(import.meta.dirname, "cases");
  const files = globSync(hasNodeModules ? "{*,node/*}.ts" : "*.ts", { cwd: folder }).sort();
  const { outputFiles } = await build({
    entryPoints: files.map((file) => join(folder, file)),
    outdir: folder,
    write: false,
    bundle: true,
    format,
    ...(format === "iife" && { globalName: "bundled" }),
    define: Object.fromEntries(renamed.map((name) => [name, `$${name}`])),
    // Nothing of Node is there to import, but where it is asked for.
    platform: "neutral",
    target: "esnext",
    ...(lowersAsyncGenerators && { supported: { "async-generator": false, "for-await": false } }),
    ...(bluesky === "sources" && { conditions: ["@bluesky/source"] }),
    external: [...(hasNodeModules ? ["node:*"] : []), ...(bluesky === "imported" ? ["bluesky", "bluesky/*"] : [])],
    plugins: typeof bluesky === "object" ? [resolveIn(bluesky.folder)] : [],
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path, ".js"), text]));
}

/** Finds the SDK as a program in a folder does. */
function resolveIn(folder: string): Plugin {
  return {
    name: "installed",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^bluesky(\/|$)/ }, ({ path, kind, pluginData }) =>
        pluginData === folder ? undefined : resolve(path, { kind, resolveDir: folder, pluginData: folder }),
      );
    },
  };
}
