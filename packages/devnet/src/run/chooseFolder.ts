import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DevnetError } from "../errors/DevnetError.ts";

/** A Unix socket's path may have 107 bytes on Linux and 103 on macOS; Postgres puts `pg/.s.PGSQL.5432` in the folder. */
const longestFolder = 103 - "/pg/.s.PGSQL.5432".length;

/**
 * Path of a new folder for one network (not made yet), in the system's temporary folder where that will do.
 *
 * It will not where the path gets too long for a Unix socket or, with `shared`, where another user (the one that
 * Postgres runs as) cannot get to it.
 */
export function chooseFolder({ shared }: { shared: boolean }): string {
  const name = `bluesky-devnet-${randomBytes(6).toString("hex")}`;
  const candidates = process.platform === "win32" ? [tmpdir()] : [tmpdir(), "/tmp", "/var/tmp"];
  for (const base of candidates) {
    const folder = join(base, name);
    if (process.platform !== "win32" && Buffer.byteLength(folder) > longestFolder) continue;
    if (isFolder(base) && (!shared || othersCanReach(base))) return folder;
  }
  throw new DevnetError(
    "start_failed",
    `No usable folder for temporary files: tried ${candidates.join(", ")}. Expected a folder whose path has at most ` +
      `${longestFolder - name.length - 1} bytes${shared ? " and that every user can enter" : ""}. Set TMPDIR to one.`,
  );
}

/** Whether any user may get to a file or folder and read it (and enter or run it, if it can be entered or run). */
export function othersCanReach(path: string): boolean {
  const { mode } = statSync(path);
  const wanted = mode & 0o111 ? 0o005 : 0o004;
  if ((mode & wanted) !== wanted) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
