import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { OutputError } from "../errors/OutputError.ts";

const STAMP = ".lexgen-hash";

/**
 * Whether a folder holds what was compiled from the same documents with the same options.
 *
 * @param hash as `hashOf` makes it
 *
 * @example
 * ```ts
 * if (!(await isCurrent("src/lexicons", hashOf(options)))) console.log("to be compiled again");
 * ```
 */
export async function isCurrent(folder: string, hash: string): Promise<boolean> {
  const stamp = await readFile(path.join(folder, STAMP), "utf8").catch(() => "");
  return stamp.trim() === hash;
}

/**
 * Replaces a folder by a tree of files, in one step: the tree is written beside it and then renamed, so that nobody
 * ever sees half of it. Where writing fails, the folder stays as it was. A folder that holds something else than
 * generated files is refused.
 *
 * @param files text by path, relative to the folder
 * @param hash what `isCurrent` compares
 * @throws {OutputError} if this is not a folder, or it is not empty and was not written by this function
 *
 * @example
 * ```ts
 * const { files, hash } = compile(options);
 * await writeTree("src/lexicons", files, hash);
 * ```
 */
export async function writeTree(folder: string, files: ReadonlyMap<string, string>, hash: string): Promise<void> {
  const target = path.resolve(folder);
  const existing = await readdir(target).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    const reason = error.code === "ENOTDIR" ? "is a file" : `cannot be read (${error.message})`;
    throw new OutputError("unwritable_folder", `${folder} ${reason}: give a folder to write to`);
  });
  if (existing.length > 0 && !existing.includes(STAMP)) {
    throw new OutputError(
      "foreign_folder",
      `${folder} holds files that bluesky-lexgen did not write: give an empty folder, or one of its own`,
    );
  }
  const fresh = `${target}.new-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  try {
    const folders = new Set([...files.keys()].map((file) => path.dirname(path.join(fresh, file))));
    await mkdir(fresh, { recursive: true });
    for (const each of folders) await mkdir(each, { recursive: true });
    await Promise.all([...files].map(([file, text]) => writeFile(path.join(fresh, file), text)));
    await writeFile(path.join(fresh, STAMP), `${hash}\n`);
    await replace(target, fresh, old, existing.length > 0);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  await rm(old, { recursive: true, force: true });
  await removeLeftovers(target);
}

async function replace(target: string, fresh: string, old: string, exists: boolean): Promise<void> {
  if (exists) await rename(target, old);
  else await rm(target, { recursive: true, force: true });
  try {
    await rename(fresh, target);
  } catch (error) {
    if (exists) await rename(old, target);
    throw error;
  }
}

/** Removes what a process that was killed had left beside the folder. */
async function removeLeftovers(target: string): Promise<void> {
  const parent = path.dirname(target);
  const names = await readdir(parent).catch((): string[] => []);
  for (const name of names) {
    const suffix = name.startsWith(path.basename(target)) ? name.slice(path.basename(target).length) : "";
    const pid = /^\.(?:new|old)-(\d+)$/.exec(suffix)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's
  }
}
