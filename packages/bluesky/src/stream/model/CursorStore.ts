/**
 * Keeps how far a stream has come, so that the next run goes on there: a file (`fileCursor` of `bluesky/stream/file`), a row of a
 * database, whatever holds a string. `checkCursorStore` tests one of your own. Each cursor is for one reader at a time.
 *
 * @example
 * ```ts
 * const cursor: CursorStore = { load: () => localStorage.getItem("cursor") ?? undefined, save: (text) => localStorage.setItem("cursor", text) };
 * ```
 */
export interface CursorStore {
  /** What was saved last; undefined where nothing was. */
  load(): string | undefined | Promise<string | undefined>;
  /** Replaces it, in one step. Resolves when it is stored safely. */
  save(cursor: string): void | Promise<void>;
}
