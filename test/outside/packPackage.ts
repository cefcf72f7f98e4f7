import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { runNpm } from "./runNpm.ts";

const run = promisify(execFile);

/** What a user gets from npm. */
export interface Packed {
  /** Paths in the tarball. */
  files: string[];
  /** The tarball itself. */
  tarball: string;
  /** The unpacked package, in a `node_modules` where programs in `folder` find it. */
  installed: string;
}

/**
 * Packs a package as npm would publish it, and unpacks that for programs in `folder`.
 *
 * @param source the package's folder
 * @param name the package's name
 * @param folder inside the workspace, so that dependencies are found in its `node_modules`
 */
export async function packPackage(source: string, name: string, folder: string): Promise<Packed> {
  const installed = join(folder, "node_modules", name);
  mkdirSync(installed, { recursive: true });
  const { files, tarball } = await pack(source, folder);
  await run("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  return { files, tarball, installed };
}

/**
 * Packs a package without dependencies and lets npm install it, as a user would in a new project.
 *
 * @param folder empty, and outside of the workspace: nothing else must be found
 */
export async function installPackage(source: string, name: string, folder: string): Promise<Packed> {
  const { files, tarball } = await pack(source, folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await runNpm(["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", tarball], folder);
  return { files, tarball, installed: join(folder, "node_modules", name) };
}

async function pack(source: string, folder: string): Promise<Pick<Packed, "files" | "tarball">> {
  const stdout = await runNpm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], source);
  const printed: PackOutput = JSON.parse(stdout);
  const [packed] = Array.isArray(printed) ? printed : Object.values(printed); // npm 12 prints them by name.
  if (packed === undefined) throw new Error(`npm pack printed ${stdout}`);
  return { files: packed.files.map(({ path }) => path), tarball: join(folder, packed.filename) };
}

type PackOutput = PackedTarball[] | Record<string, PackedTarball>;

interface PackedTarball {
  filename: string;
  files: { path: string }[];
}
