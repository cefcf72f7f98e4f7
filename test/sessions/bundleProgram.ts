import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Bundles a program of `programs/` into a folder: it starts several times faster than from its sources. */
export async function bundleProgram(name: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, "programs", `${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    conditions: ["@bluesky/source"],
  });
  return outfile;
}
