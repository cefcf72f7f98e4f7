import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Export, readExports } from "./readExports.ts";

/** What an entry point of a package exports. */
export interface EntryPoint {
  /** As it is imported: `bluesky/records`. */
  readonly specifier: string;
  readonly exports: ReadonlyMap<string, Export>;
}

/** The entry points of a package. Patterns, data and generated modules are left out. */
export function readSurface(folder: string): EntryPoint[] {
  const { name, exports }: { name: string; exports: Record<string, unknown> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  return Object.entries(exports)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([subpath, target]) => {
      const source = (target as { "@bluesky/source"?: string })["@bluesky/source"]; // undefined of a string, too
      if (!source?.endsWith(".ts") || subpath.includes("*") || subpath.startsWith("./models/")) return [];
      const specifier = join(name, subpath).replaceAll("\\", "/");
      return [{ specifier, exports: readExports(join(folder, source)) }];
    });
}
