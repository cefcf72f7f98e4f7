/**
 * Keeps which repositories have been read, so that a backfill goes on where it was: a file (`fileJournal` of `bluesky/stream/file`), a table
 * of a database, whatever holds a string for a DID. Each journal is for one backfill at a time.
 *
 * @example
 * ```ts
 * const journal: BackfillJournal = {
 *   get: (did) => database.prepare("SELECT rev FROM repos WHERE did = ?").get(did)?.rev,
 *   set: (did, rev) => void database.prepare("INSERT OR REPLACE INTO repos VALUES (?, ?)").run(did, rev),
 * };
 * ```
 */
export interface BackfillJournal {
  /** What was set last for an account; `undefined` where nothing was. */
  get(did: string): string | undefined | Promise<string | undefined>;
  /** Replaces it. The revision is empty where there was nothing to read. */
  set(did: string, rev: string): void | Promise<void>;
}
