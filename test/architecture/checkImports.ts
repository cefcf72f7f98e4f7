import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { mappedFiles } from "./mappedFiles.ts";
import type { Import } from "./readImports.ts";
import type { SourcePackage } from "./readPackage.ts";

/** What the imports of a package are held to. */
export interface ImportRules {
  /** Names of all packages of the workspace. */
  workspace: readonly string[];
  /** Packages of the workspace that this one may import. */
  allowed: readonly string[];
  /** Runs wherever there is `fetch`: Node built-ins only in files that a `node` condition of package.json leads to. */
  anyPlatform: boolean;
  /** A folder for what such files have in common: it may use Node built-ins too, and they alone may import it. */
  nodeRoom?: string;
  /** A folder whose modules are bundled with the packages that they import: those may be development dependencies. */
  bundledRoom?: string;
}

/** Checks every import of a package against the rules; returns one sentence for each that breaks one. */
export function checkImports({ manifest, modules }: SourcePackage, rules: ImportRules): string[] {
  const wrong: string[] = [];
  const mapped = mappedFiles((condition) => condition === "node", manifest.exports, manifest.imports);
  const isInRoom = (path: string): boolean => rules.nodeRoom !== undefined && path.startsWith(`${rules.nodeRoom}/`);
  const isForNode = (path: string): boolean => mapped.has(path) || isInRoom(path);
  const declared = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies };

  for (const [path, { imports }] of modules) {
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
    if (isInRoom(target) && !isForNode(path)) return "that is for Node alone";
    return;
  }

  function packageFault(path: string, { specifier }: Import): string | undefined {
    if (specifier.startsWith("#")) return; // Of this package's own `imports`.
    if (isBuiltin(specifier)) {
      if (!rules.anyPlatform || isForNode(path)) return;
      return "a Node built-in, in a package for every platform";
    }
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
    if (name === manifest.name) return "a package imports its own modules by relative path";
    if (rules.workspace.includes(name) && !rules.allowed.includes(name)) return `${manifest.name} may not depend on it`;
    const isBundled = rules.bundledRoom !== undefined && path.startsWith(`${rules.bundledRoom}/`);
    if (isBundled && Object.hasOwn(manifest.devDependencies ?? {}, name)) return;
    if (!Object.hasOwn(declared, name)) return "package.json does not declare it";
    return;
  }
}
