import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a user of `bluesky` can import. */
export interface Subpaths {
  /** Those that package.json names, and the namespaces that its patterns lead to. Without those of lexicons. */
  parts: string[];
  /** Those that only Node has, of `parts`. */
  nodeOnly: string[];
  /** One for each lexicon. */
  lexicons: { nsid: string; type: string | undefined; specifier: string }[];
}

/** Lists what an installed `bluesky` offers, from its package.json and its lexicons. */
export function listSubpaths(installed: string): Subpaths {
  const { exports }: { exports: Record<string, object | string> } = JSON.parse(
    readFileSync(join(installed, "package.json"), "utf8"),
  );
  const documents: { id: string; defs: { main?: { type: string } } }[] = JSON.parse(
    readFileSync(join(installed, "dist/lexicons/lexicons.json"), "utf8"),
  );
  const specifierOf = (key: string): string => `bluesky${key.slice(1)}`;
  const named = Object.entries(exports).filter(([key]) => !key.endsWith(".json") && !key.includes("*"));
  const lexicons = documents.map(({ id, defs }) => ({
    nsid: id,
    type: defs.main?.type,
    specifier: `bluesky/${id.replaceAll(".", "/")}`,
  }));
  const known = new Set(lexicons.map(({ specifier }) => specifier));
  const namespaces = globSync("dist/lexicons/{app,chat,com,tools}/**/*.js", { cwd: installed })
    .map((path) => path.replaceAll("\\", "/").replace(/^dist\/lexicons\/(.*)\.js$/, "bluesky/$1"))
    .filter((specifier) => !known.has(specifier));
  return {
    parts: [...named.map(([key]) => specifierOf(key)), ...namespaces].sort(),
    nodeOnly: named
      .filter(([, target]) => typeof target === "object" && !("default" in target))
      .map(([key]) => specifierOf(key)),
    lexicons,
  };
}
