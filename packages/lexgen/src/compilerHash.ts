import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

let hash: string | undefined;

/** A hash of this compiler itself: another compiler may write something else from the same lexicons. */
export function compilerHash(): string {
  if (hash === undefined) {
    const digest = createHash("sha256");
    const folder = import.meta.dirname;
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.[jt]s$/.test(file) && !/\.test\.ts$/.test(file))
      .sort();
    for (const file of files) digest.update(file).update(readFileSync(path.join(folder, file)));
    hash = digest.digest("hex");
  }
  return hash;
}
