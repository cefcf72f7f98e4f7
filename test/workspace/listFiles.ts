import { execFileSync } from "node:child_process";
import { type Dirent, existsSync, globSync } from "node:fs";
import { join } from "node:path";

/** The root of the workspace. */
export const root: string = join(import.meta.dirname, "..", "..");

/** Everything that is, or could be, committed: paths from the root, with `/`. */
export function listFiles(): string[] {
  return existsSync(join(root, ".git")) ? gitFiles() : unpackedFiles();
}

function gitFiles(): string[] {
  const command = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const printed = execFileSync("git", command, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
  // A file that was deleted but not yet committed is still listed.
  return printed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}

function unpackedFiles(): string[] {
  const made = new Set(["node_modules", ".tools", ".cache", "dist"]);
  const folders = ["packages/bluesky/src/lexicons", "packages/bluesky/src/models", "packages/bluesky/docs"];
  const paths = new Set([...folders, "site/pages", "site/public", "site/.astro"].map((path) => join(root, path)));
  const exclude = ({ name, parentPath }: Dirent): boolean => made.has(name) || paths.has(join(parentPath, name));
  return globSync("**/*", { cwd: root, exclude, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    );
}
