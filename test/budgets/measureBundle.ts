import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * The size of a program as it is shipped to a browser, with packages as they are published: bundled, minified, gzipped. In
 * bytes. It finds its imports from `resolveDir`.
 */
export async function measureBundle(
  program: string,
  resolveDir: string = join(import.meta.dirname, "../.."),
): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}
