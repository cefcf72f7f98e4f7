import { gzipSync } from "node:zlib";
import { bundle } from "./bundle.ts";

/** The size of a program as it is shipped to a browser: bundled, minified, gzipped. In bytes. */
export async function measureBundle(program: string, resolveDir?: string): Promise<number> {
  return gzipSync(await bundle(program, { minify: true, resolveDir }), { level: 9 }).length;
}
