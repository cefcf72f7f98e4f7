import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../workspace/listFiles.ts";

/** A package of `scripts/setup/tools`. */
export interface Tool {
  readonly version: string;
  /** The path of a file in it. */
  file(path: string): string;
}

/**
 * Finds a package that the set-up of `npm test` has installed for tests.
 *
 * @throws Error where it is not there
 */
export function findTool(name: string): Tool {
  const folder = join(root, ".tools/tests/node_modules", name);
  if (!existsSync(folder)) throw new Error(`${name} is not installed: npm test and npm run test:outside do so.`);
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { version, file: (path) => join(folder, path) };
}

/** The version that `scripts/setup/tools` asks for, whether it is installed or not. */
export function toolVersion(name: string): string {
  const file = join(root, "scripts/setup/tools/package.json");
  const manifest: Record<string, Record<string, string>> = JSON.parse(readFileSync(file, "utf8"));
  const wanted = { ...manifest.dependencies, ...manifest.optionalDependencies }[name];
  if (wanted === undefined) throw new Error(`scripts/setup/tools does not have ${name}`);
  return wanted.slice(wanted.lastIndexOf("@") + 1);
}
