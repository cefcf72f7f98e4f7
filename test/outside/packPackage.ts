import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** What a user gets from npm. */
export interface Packed {
  /** Paths in the tarball. */
  files: string[];
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
  // Under `npm test`, npm is a script of its own; by hand, it is a command.
  const script = process.env.npm_execpath;
  const npm = script === undefined ? { command: "npm", args: [] } : { command: process.execPath, args: [script] };
  const run = promisify(execFile);
  const args = [...npm.args, "pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await run(npm.command, args, { cwd: source, maxBuffer: 2 ** 26 });
  const printed: PackOutput = JSON.parse(stdout);
  const [packed] = Array.isArray(printed) ? printed : Object.values(printed); // npm 12 prints them by name.
  if (packed === undefined) throw new Error(`npm pack printed ${stdout}`);
  await run("tar", ["-xzf", join(folder, packed.filename), "-C", installed, "--strip-components=1"]);
  return { files: packed.files.map(({ path }) => path), installed };
}

type PackOutput = PackedTarball[] | Record<string, PackedTarball>;

interface PackedTarball {
  filename: string;
  files: { path: string }[];
}
