import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a program into a folder: it starts several times faster than from its sources.
 *
 * @param programs the folder that it is in
 */
export async function bundleProgram(
  name: string,
  folder: string,
  programs: string = join(import.meta.dirname, "programs"),
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(programs, `${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    conditions: ["@bluesky/source"],
  });
  return outfile;
}
