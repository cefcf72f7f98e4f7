/** For Node, Deno and Bun only: the cursor of a stream in a file. */
import { readFile } from "node:fs/promises";
import { isCode } from "../../../platform/files/isCode.ts";
import { replaceFile } from "../../../platform/files/replaceFile.ts";
import type { CursorStore } from "./CursorStore.ts";

/**
 * Keeps the cursor of a stream in a file. The file is replaced as a whole, so after a crash there is either the old cursor or the new
 * one. Only its owner can read it. It is for one program at a time.
 *
 * @param path of the file. Its folder must exist. `PATH.new` beside it is used, too.
 * @example
 * ```ts
 * import { fileCursor } from "bluesky/actions/file";
 *
 * for await (const notification of bsky.notifications.stream({ cursor: fileCursor("bot.json") })) await answer(notification);
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
