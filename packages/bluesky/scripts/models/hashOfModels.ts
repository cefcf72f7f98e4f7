import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** A hash of what decides what the models are: the lexicons, and this folder with its tables. */
export async function hashOfModels(lexicons: string): Promise<string> {
  const hash = createHash("sha256").update(lexicons);
  const folder = import.meta.dirname;
  for (const file of (await readdir(folder)).sort()) hash.update(await readFile(path.join(folder, file)));
  return hash.digest("hex");
}
