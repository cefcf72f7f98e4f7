/** For Node, Deno and Bun only: cursors of streams and journals of backfills in files, and cursors in databases of SQLite. */
import { appendFile, readFile } from "node:fs/promises";
import { isCode } from "../../platform/files/isCode.ts";
import { replaceFile } from "../../platform/files/replaceFile.ts";
import type { BackfillJournal } from "../model/BackfillJournal.ts";
import type { CursorStore } from "../model/CursorStore.ts";

export { type SqliteCursor, type SqliteCursorOptions, type SqliteDatabase, sqliteCursor } from "./sqliteCursor.ts";

/**
 * Keeps the cursor of a stream in a file. The file is replaced as a whole, so after a crash there is either the old cursor or the new
 * one. Only its owner can read it. It is for one program at a time.
 *
 * @param path of the file. Its folder must exist. `PATH.new` beside it is used, too.
 * @throws {unknown} `load` and `save`: what the file system throws
 * @example
 * ```ts
 * import { fileCursor } from "bluesky/stream/file";
 *
 * const stream = consume(relay("wss://bsky.network"), { cursor: fileCursor("cursor.json") });
 * ```
 */
export function fileCursor(path: string): CursorStore {
  return {
    async load() {
      try {
        return await readFile(path, "utf8");
      } catch (error) {
        if (isCode(error, "ENOENT")) return undefined;
        throw error;
      }
    },
    save: (cursor) => replaceFile(path, cursor),
  };
}

/**
 * Keeps the journal of a backfill in a file, a line for each repository, and in memory, some 150 bytes for each. It only ever grows at its
 * end, so a crash costs the last line at most. It is for one program at a time.
 *
 * @param path of the file. Its folder must exist
 * @example
 * ```ts
 * import { fileCursor, fileJournal } from "bluesky/stream/file";
 *
 * await backfill(client, source, { cursor: fileCursor("cursor.json"), journal: fileJournal("repos.txt") }).run(index);
 * ```
 */
export function fileJournal(path: string): BackfillJournal {
  let loading: Promise<Map<string, string>> | undefined;
  let loaded: Map<string, string> | undefined;
  const load = async (): Promise<Map<string, string>> => {
    const revs = new Map<string, string>();
    let text = "";
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (!isCode(error, "ENOENT")) throw error;
    }
    // The last line may have been cut off: what is not ended does not count.
    const lines = text.split("\n");
    const rest = lines.pop();
    for (const line of lines) {
      const [did = "", rev, more] = line.split(" ");
      if (rev !== undefined && more === undefined) revs.set(did, rev);
    }
    if (rest) await appendFile(path, " was cut off\n");
    loaded = revs;
    return revs;
  };
  const open = (): Promise<Map<string, string>> => {
    loading ??= load();
    return loading;
  };
  return {
    get: (did) => (loaded ? loaded.get(did) : open().then((revs) => revs.get(did))),
    async set(did, rev) {
      const revs = await open();
      await appendFile(path, `${did} ${rev}\n`, { mode: 0o600 });
      revs.set(did, rev);
    },
  };
}
