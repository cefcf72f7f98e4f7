import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Notes the Postgres process (or initdb) of a network in its folder, for whoever cleans up when the child cannot. */
export function notePostmaster(folder: string, pid: number): void {
  writeFileSync(join(folder, "postmaster"), `${pid}\n`);
}

/** The Postgres process that was noted in a network's folder. */
export function readPostmaster(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(folder, "postmaster"), "utf8"));
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}
