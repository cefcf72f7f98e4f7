/** For Node, Deno and Bun only: the journal of a migration in a file. */
import { readFile } from "node:fs/promises";
import { isCode } from "../../platform/files/isCode.ts";
import { replaceFile } from "../../platform/files/replaceFile.ts";
import type { JournalStore } from "../contract/Migration.ts";

/**
 * Keeps the journal of a migration in a file. The file is replaced as a whole, so after a crash there is either the old journal or the
 * new one. Only its owner can read it. It is for one program at a time.
 *
 * @param path of the file. Its folder must exist. `PATH.new` beside it is used, too.
 * @example
 * ```ts
 * import { migrateAccount } from "bluesky/migration";
 * import { fileJournal } from "bluesky/migration/file";
 *
 * await migrateAccount({ ...move, journal: fileJournal("move.json") });
 * ```
 */
export function fileJournal(path: string): JournalStore {
  // A migration that is aborted does not wait until what it has saved is there.
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
  return {
    load: () => next(() => readText(path)),
    save: (journal) => next(() => replaceFile(path, journal)),
  };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
