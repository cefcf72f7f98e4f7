import { chmodSync, cpSync, globSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { compile } from "./compile.ts";
import { entryPoints } from "./entryPoints.ts";
import { leadToOperations } from "./leadToOperations.ts";
import { bundleOfficial } from "./official/bundleOfficial.ts";
import { bundledRoom, nodeRoom } from "./parts.ts";
import { platformTypes } from "./platformTypes.ts";

/** Runs on every platform, so it is bundled and sees no Node types. */
const forEveryPlatform = "bluesky";

/** Runs the official servers, whose code it takes along. */
const withOfficialCode = "bluesky-devnet";

/**
 * Makes `dist` of a package anew, and what else is shipped of `bluesky`. The old one stays until the new one is complete.
 *
 * @param root the workspace
 * @param folder the package's folder
 * @throws Error when a source does not compile
 */
export async function buildPackage(root: string, folder: string): Promise<void> {
  const manifest: { name: string; bin?: Record<string, string>; exports?: unknown; imports?: unknown } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const outDir = join(folder, "dist.next");
  const common = { root, folder, outDir };
  rmSync(outDir, { recursive: true, force: true });
  if (manifest.name === forEveryPlatform) {
    const { exports, imports } = manifest;
    const nodeOnly = [...entryPoints(folder, underNode({ exports, imports })), ...modulesOf(folder, nodeRoom)];
    const entries = entryPoints(folder, exports).filter((entry) => !nodeOnly.includes(entry));
    const imported = entryPoints(folder, imports).filter((entry) => !entries.includes(entry));
    // What only Node has must not get into a chunk that browsers load.
    const platformEntries = [...new Set([...imported, ...nodeOnly])];
    const declarations = { ...common, declarationsOnly: true, lib: ["dom", "dom.iterable"] };
    const declare = async (): Promise<void> => {
      await compile({ ...declarations, types: [], without: nodeOnly });
      if (nodeOnly.length > 0) await compile({ ...declarations, types: ["node"], only: nodeOnly });
      leadToOperations(join(outDir, "lexicons/tree.d.ts"));
      platformTypes(outDir);
    };
    await Promise.all([declare(), bundle({ folder, entries, platformEntries, outDir })]);
    copyJson(folder, manifest.exports, outDir);
    copyDocs(root, folder);
  } else {
    await compile({ ...common, declarationsOnly: false, types: ["node"], lib: [] });
    if (manifest.name === withOfficialCode) await addOfficialCode(root, folder, outDir);
  }
  const dist = join(folder, "dist");
  rmSync(dist, { recursive: true, force: true });
  renameSync(outDir, dist);
  // npm does this when it installs a package. Here the link leads to files that are made anew.
  for (const command of Object.values(manifest.bin ?? {})) chmodSync(join(folder, command), 0o755);
}

/**
 * The modules of `devnet` that import the official servers are shipped with these in them. Nothing that users see leads to
 * the declarations in that room, and those name packages that users do not have.
 */
async function addOfficialCode(root: string, folder: string, outDir: string): Promise<void> {
  const entries = ["network", "networkNoAppView"].map((name) => `${bundledRoom}/${name}`);
  const maps = entries.map((entry) => `${entry}.js.map`);
  for (const path of [...globSync(`${bundledRoom}/*.d.ts{,.map}`, { cwd: outDir }), ...maps])
    rmSync(join(outDir, path));
  await bundleOfficial({ root, folder, entries, outDir: join(outDir, bundledRoom) });
}

/** The modules of a room. */
function modulesOf(folder: string, room: string): string[] {
  return globSync(`${room}/*.ts`, { cwd: join(folder, "src") })
    .filter((path) => !/\.(test|types)\.ts$/.test(path))
    .map((path) => path.replaceAll("\\", "/").replace(/\.ts$/, ""));
}

/** An error names its page, `bluesky/docs/errors/timeout.md`: that is both what is imported and where it lies in a program. */
function copyDocs(root: string, folder: string): void {
  const target = join(folder, "docs");
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, "docs"), target, { recursive: true });
}

/** Copies the JSON files that an exports map leads to. */
function copyJson(folder: string, map: unknown, outDir: string): void {
  if (typeof map === "object" && map !== null) for (const inner of Object.values(map)) copyJson(folder, inner, outDir);
  const path = typeof map === "string" ? /^\.\/dist\/(.+\.json)$/.exec(map)?.[1] : undefined;
  if (path !== undefined) cpSync(join(folder, "src", path), join(outDir, path));
}

/** What a map has under the condition `node`: the modules that may use what only Node has. */
function underNode(map: unknown): unknown[] {
  if (typeof map !== "object" || map === null) return [];
  return Object.entries(map).flatMap(([key, inner]) => (key === "node" ? [inner] : underNode(inner)));
}
