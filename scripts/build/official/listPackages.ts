import { existsSync, globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A package of somebody else's that is in a bundle. */
export interface BundledPackage {
  name: string;
  version: string;
  /** As its package.json says; empty if it does not. */
  license: string;
  /** The text of its licence and notice files; empty if it has none. */
  text: string;
  /** Packages that its authors have bundled into it, by its source maps. */
  carries: readonly string[];
}

/**
 * The packages that modules belong to, by name and version, each once.
 *
 * @param modules paths of files
 */
export async function listPackages(modules: readonly string[]): Promise<BundledPackage[]> {
  const byFolder = new Map<string, string[]>();
  for (const path of modules) {
    const folder = folderOf(path);
    if (folder === undefined) continue;
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
  }
  const found = new Map<string, BundledPackage>();
  for (const [folder, paths] of byFolder) {
    const { name, version, license, licenses } = readManifest(folder) ?? {};
    if (name === undefined || version === undefined) continue;
    const carries = await carriedBy(name, paths);
    const before = found.get(`${name} ${version}`);
    found.set(`${name} ${version}`, {
      name,
      version,
      license: describe(license ?? licenses),
      text: before?.text || licenseText(folder),
      carries: [...new Set([...(before?.carries ?? []), ...carries])].sort(),
    });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

interface Manifest {
  name?: string;
  version?: string;
  license?: unknown;
  licenses?: unknown;
}

/** The folder of the package that a file in `node_modules` belongs to. Folders inside of packages may have a package.json too. */
function folderOf(path: string): string | undefined {
  const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path) ?? [];
  return folder;
}

function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, "package.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** Old packages have an object, or a list of objects, where there should be an SPDX expression. */
function describe(license: unknown): string {
  if (typeof license === "string") return license;
  if (Array.isArray(license)) return license.map(describe).join(" OR ");
  if (typeof license === "object" && license !== null && "type" in license) return String(license.type);
  return "";
}

function licenseText(folder: string): string {
  const names = globSync("{LICEN[SC]E,licen[sc]e,Licen[sc]e,COPYING,NOTICE}{,.*,-*}", { cwd: folder }).sort();
  return names
    .filter((name) => !/\.(js|json|html)$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim())
    .join("\n\n");
}

/** A module that was bundled before has a map, whose sources tell of what. */
async function carriedBy(name: string, paths: readonly string[]): Promise<string[]> {
  const sources = await Promise.all(
    paths.map(async (path): Promise<string[]> => {
      if (!existsSync(`${path}.map`)) return [];
      const map: { sources?: string[] } = JSON.parse(await readFile(`${path}.map`, "utf8"));
      return (map.sources ?? []).map((source) => join(dirname(path), source));
    }),
  );
  return sources
    .flat()
    .map((source) =>
      /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(source)?.[1]?.replaceAll("\\", "/"),
    )
    .filter((found) => found !== undefined && found !== name)
    .filter((found): found is string => found !== undefined);
}
