import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { DevnetError } from "../errors/DevnetError.ts";

/** A new network takes some 60 MB, and needs room to work. */
const needed = 150 * 1024 * 1024;

/**
 * Checks that there is room for a network. Postgres and SQLite fail in many ways when there is none, most of them late.
 *
 * @throws {DevnetError} `disk_full`
 */
export async function checkSpace(folder: string): Promise<void> {
  const base = dirname(folder);
  const { bavail, bsize } = await statfs(base);
  const free = bavail * bsize;
  if (free >= needed) return;
  const [has, needs] = [free, needed].map((bytes) => `${Math.floor(bytes / 1024 / 1024)} MB`);
  throw new DevnetError(
    "disk_full",
    `A network needs ${needs} of disk, and ${base} has ${has} left. Free some, or set TMPDIR to a folder elsewhere.`,
  );
}
