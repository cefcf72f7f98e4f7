import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * A hash of the names, sizes and times of files: it changes when one of them does, and takes milliseconds where
 * reading them would take a second.
 *
 * @param {string} root
 * @param {readonly string[]} paths files and folders below `root`; what does not exist counts as absent
 * @param {(name: string) => boolean} [isInput] of the files and folders in folders
 * @returns {string}
 */
export function fingerprint(root, paths, isInput = () => true) {
  const hash = createHash("sha256");
  for (const path of paths) add(path);
  return hash.digest("hex");

  /** @param {string} path */
  function add(path) {
    const full = join(root, path);
    const found = statSync(full, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) {
      hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
      return;
    }
    for (const entry of readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (isInput(entry.name)) add(join(path, entry.name));
    }
  }
}
