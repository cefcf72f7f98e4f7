import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readExports } from "../../surface/readExports.ts";
import { root } from "../workspace/listFiles.ts";

/** The names that must have a page, by where their pages are. Read of the records and the generated modules, not of the generator. */
export interface Names {
  /** `bluesky/actions post` */
  readonly exports: readonly string[];
  readonly operations: readonly string[];
  readonly records: readonly string[];
  readonly permissionSets: readonly string[];
  /** What `bluesky/models/*` exports. */
  readonly models: readonly string[];
  /** Those of them that the original SDK had. */
  readonly original: readonly string[];
  readonly errors: readonly string[];
}

/** Reads all names of the project's own records. */
export function readNames(): Names {
  const exports = sections("surface/exports.txt").flatMap(([specifier, lines]) =>
    lines.map((line) => `${specifier} ${line.split(":")[0]?.trim()}`),
  );
  const lexicons = sections("surface/lexicons.txt");
  const of = (kind: RegExp): string[] =>
    lexicons.filter(([, lines]) => lines.some((line) => kind.test(line))).map(([nsid]) => nsid);
  const models = ["operations", "components", "errors"].flatMap((scope) => [
    ...readExports(join(root, "packages/bluesky/src/models", scope, "index.ts")).keys(),
  ]);
  const names = JSON.parse(readFileSync(join(root, "packages/bluesky/test/models/fixtures/names.json"), "utf8"));
  return {
    exports: exports.sort(),
    operations: of(/^ {2}\w+: (?:query|procedure|subscription) \(/).sort(),
    records: of(/^ {2}\w+: record \(/).sort(),
    permissionSets: of(/^ {2}\w+: permission set$/).sort(),
    models: [...new Set(models)].sort(),
    original: ["operations", "components", "errors"].flatMap((scope) => Object.keys(names[scope])).sort(),
    errors: globSync("docs/errors/*.md", { cwd: root })
      .map((file) => basename(file, ".md"))
      .filter((code) => code !== "README")
      .sort(),
  };
}

/** The sections of a record: a line, and those below it that are indented. */
function sections(path: string): [head: string, lines: string[]][] {
  const text = readFileSync(join(root, path), "utf8");
  return text.split("\n\n").flatMap((part): [string, string[]][] => {
    const [head = "", ...lines] = part.split("\n");
    const indented = lines.filter((line) => line.startsWith("  "));
    return indented.length > 0 ? [[head, indented]] : [];
  });
}
