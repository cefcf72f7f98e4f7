import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Import } from "./readImports.ts";
import type { SourcePackage } from "./readPackage.ts";

/** What the imports of a package are held to. */
export interface ImportRules {
  /** Names of all packages of the workspace. */
  workspace: readonly string[];
  /** Packages of the workspace that this one may import. */
  allowed: readonly string[];
  /** Parts of `src` in their order; without them a package has no parts. */
  parts?: readonly string[];
  /** Runs wherever there is `fetch`: Node built-ins only in files that a `node` condition of package.json leads to. */
  anyPlatform: boolean;
}

/** Checks every import of a package against the rules; returns one sentence for each that breaks one. */
export function checkImports({ manifest, modules }: SourcePackage, rules: ImportRules): string[] {
  const wrong: string[] = [];
  const forNode = nodeConditionFiles(manifest.exports, manifest.imports);
  const declared = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies };

  for (const [path, { imports }] of modules) {
    if (rules.parts !== undefined && !rules.parts.includes(partOf(path))) {
      wrong.push(`${path}: "${partOf(path)}" is not in the list of parts`);
    }
    for (const found of imports) {
      const why = found.specifier.startsWith(".") ? relativeFault(path, found) : packageFault(path, found);
      if (why !== undefined) wrong.push(`${path}:${found.line} imports "${found.specifier}": ${why}`);
    }
  }
  return wrong;

  function relativeFault(path: string, { specifier }: Import): string | undefined {
    const target = posix.join(posix.dirname(path), specifier);
    if (target.startsWith("..")) return "that is outside of src";
    if (!modules.has(target)) return "there is no such shipped module";
    if (rules.parts === undefined) return;
    const [from, to] = [rules.parts.indexOf(partOf(path)), rules.parts.indexOf(partOf(target))];
    if (from !== -1 && to > from) return `${partOf(path)} comes before ${partOf(target)} and may not depend on it`;
    return;
  }

  function packageFault(path: string, { specifier }: Import): string | undefined {
    if (specifier.startsWith("#")) return; // Of this package's own `imports`.
    if (isBuiltin(specifier)) {
      if (!rules.anyPlatform || forNode.has(path)) return;
      return "a Node built-in, in a package for every platform";
    }
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
    if (name === manifest.name) return "a package imports its own modules by relative path";
    if (rules.workspace.includes(name) && !rules.allowed.includes(name)) return `${manifest.name} may not depend on it`;
    if (!Object.hasOwn(declared, name)) return "package.json does not declare it";
    return;
  }
}

/** The part that a module belongs to: its first folder, or, directly in `src`, its own name. */
function partOf(path: string): string {
  return path.split("/", 1)[0] ?? path;
}

/** The sources that a condition `node` in `exports` or `imports` leads to, as paths below `src`. */
function nodeConditionFiles(...maps: unknown[]): Set<string> {
  const files = new Set<string>();
  for (const map of maps) visit(map, false);
  return files;

  function visit(value: unknown, underNode: boolean): void {
    if (typeof value === "string" && underNode)
      files.add(value.replace(/^\.\/(src|dist)\//, "").replace(/\.js$/, ".ts"));
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) visit(inner, underNode || key === "node");
  }
}
