import { join } from "node:path";
import { build } from "esbuild";

/** Options of {@link bundle}. */
export interface BundleOptions {
  readonly minify: boolean;
  /** Where imports are found from. @default the workspace */
  readonly resolveDir?: string | undefined;
}

/** Bundles a program as it is shipped to a browser, with packages as they are published. */
export async function bundle(program: string, { minify, resolveDir }: BundleOptions): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: resolveDir ?? join(import.meta.dirname, "../.."), loader: "ts" },
    bundle: true,
    minify,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}
