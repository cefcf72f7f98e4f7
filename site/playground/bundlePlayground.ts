import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { playgroundModules } from "./lexicons/playgroundModules.ts";

/** Options of {@link bundlePlayground}. */
export interface BundlePlaygroundOptions {
  /** The folder that files go to. @default none: they are only returned */
  readonly outdir?: string | undefined;
  /** Whether sources are bundled instead of the package as it is published. @default false */
  readonly sources?: boolean | undefined;
  readonly minify?: boolean | undefined;
}

/** A file of the bundle. */
export interface BundledFile {
  /** Its name in the folder. */
  readonly name: string;
  readonly contents: Uint8Array;
}

/**
 * Bundles the playground for browsers: `playground.js`, which exports `mountPlayground`, `playground.css`, and chunks that
 * `playground.js` loads when an operation of theirs is chosen. They find each other wherever the folder is served.
 */
export async function bundlePlayground({
  outdir,
  sources = false,
  minify = true,
}: BundlePlaygroundOptions = {}): Promise<BundledFile[]> {
  // Their names change with what is in them.
  if (outdir !== undefined) rmSync(join(outdir, "chunks"), { recursive: true, force: true });
  const built = join(import.meta.dirname, "../../packages/bluesky", sources ? "src" : "dist");
  const lexicons = join(built, "lexicons/lexicons.json");
  const folder = outdir ?? join(import.meta.dirname, "out");
  const { outputFiles } = await build({
    entryPoints: ["index.ts", "playground.css"].map((name) => ({
      in: join(import.meta.dirname, name),
      out: "playground",
    })),
    chunkNames: "chunks/[name]-[hash]",
    outdir: folder,
    bundle: true,
    splitting: true,
    minify,
    write: outdir !== undefined,
    format: "esm",
    platform: "browser",
    target: "es2023",
    conditions: sources ? ["@bluesky/source"] : [],
    plugins: [playgroundModules(lexicons)],
  });
  return (outputFiles ?? []).map(({ path, contents }) => ({
    name: relative(folder, path).replaceAll("\\", "/"),
    contents,
  }));
}
