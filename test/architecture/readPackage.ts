import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ModuleText, readImports } from "./readImports.ts";

/** The parts of a `package.json` that the architecture tests look at. */
export interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  exports?: unknown;
  bin?: unknown;
  imports?: unknown;
}

/** A package of the workspace with its shipped sources; tests and type tests are left out. */
export interface SourcePackage {
  manifest: Manifest;
  /** By path below `src`, with `/`. */
  modules: Map<string, ModuleText>;
}

/** Reads a package from its folder. */
export function readPackage(folder: string): SourcePackage {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const modules = new Map<string, ModuleText>();
  for (const path of globSync("**/*.ts", { cwd: join(folder, "src") }).sort()) {
    if (/\.(test|types)\.ts$|\/testing\//.test(path)) continue;
    modules.set(path.replaceAll("\\", "/"), readImports(path, readFileSync(join(folder, "src", path), "utf8")));
  }
  return { manifest, modules };
}
