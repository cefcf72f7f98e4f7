import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExports } from "./readExports.ts";

/** The names that each entry point of a package exports. Patterns, data and generated modules are left out. */
export function describeExports(folder: string): string {
  const { name, exports }: { name: string; exports: Record<string, unknown> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const sections: string[] = [];
  for (const [subpath, target] of Object.entries(exports).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const source = (target as { "@bluesky/source"?: string })["@bluesky/source"]; // Undefined of a string, too.
    if (!source?.endsWith(".ts") || subpath.includes("*") || subpath.startsWith("./models/")) continue;
    const lines = [...readExports(join(folder, source))].map(([exported, kind]) => `  ${exported}: ${kind}\n`);
    sections.push(`${join(name, subpath).replaceAll("\\", "/")}\n${lines.join("")}`);
  }
  return sections.join("\n");
}
