import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { CursorStore } from "../model/CursorStore.ts";

/** A database of SQLite: `DatabaseSync` of `node:sqlite` is this, and so are those of `better-sqlite3` and Bun. */
export interface SqliteDatabase {
  /** Runs SQL. */
  exec(sql: string): unknown;
  /** Prepares a statement. */
  prepare(sql: string): {
    run(...values: string[]): unknown;
    get(...values: string[]): unknown;
  };
}

/** Options of {@link sqliteCursor}. */
export interface SqliteCursorOptions {
  /** Tells the cursors of several streams from each other. @default "stream" */
  readonly name?: string | undefined;
}

/** A cursor in a database. What it does is done at once, so it can be part of a transaction. */
export interface SqliteCursor extends CursorStore {
  /** What was saved last; undefined where nothing was. */
  load(): string | undefined;
  /** Replaces it, as part of the transaction that there may be. */
  save(cursor: string): void;
}

/**
 * Keeps cursors in a table of a database, `bluesky_stream_cursor`, which is made where it is not there. Saved in one transaction with
 * what is done of events, nothing is lost and nothing is done twice.
 *
 * @throws {InvalidOptionError} `database` for what is no database
 * @throws {unknown} what the database throws
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 *
 * const database = new DatabaseSync("feed.db");
 * const cursor = sqliteCursor(database);
 * await consume(source, { cursor }).transaction(100, (events, position) => {
 *   database.exec("BEGIN");
 *   for (const event of events) index(database, event);
 *   cursor.save(position);
 *   database.exec("COMMIT");
 * });
 * ```
 */
export function sqliteCursor(database: SqliteDatabase, { name = "stream" }: SqliteCursorOptions = {}): SqliteCursor {
  if (typeof database?.exec !== "function" || typeof database.prepare !== "function") {
    throw invalidOption("database", "Expected a database of SQLite, such as a DatabaseSync of node:sqlite.");
  }
  database.exec("CREATE TABLE IF NOT EXISTS bluesky_stream_cursor (name TEXT PRIMARY KEY, cursor TEXT NOT NULL)");
  const select = database.prepare("SELECT cursor FROM bluesky_stream_cursor WHERE name = ?");
  const upsert = database.prepare(
    "INSERT INTO bluesky_stream_cursor VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor",
  );
  return {
    load() {
      const { cursor } = Object(select.get(name)) as { readonly cursor?: unknown };
      return typeof cursor === "string" ? cursor : undefined;
    },
    save(cursor) {
      upsert.run(name, cursor);
    },
  };
}
