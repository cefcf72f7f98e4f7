/** Puts the events of a stream into a database of SQLite, with the cursor in the same transaction, until it is killed. */
import { DatabaseSync } from "node:sqlite";
import { consume, relay } from "bluesky/stream";
import { sqliteCursor } from "bluesky/stream/file";

const { url, database: path, options } = JSON.parse(process.argv[2] ?? "");

const database = new DatabaseSync(path);
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000");
database.exec("CREATE TABLE IF NOT EXISTS handled (rkey TEXT NOT NULL)");
const insert = database.prepare("INSERT INTO handled VALUES (?)");
const cursor = sqliteCursor(database);
await consume(relay(url), { ...options, cursor, start: "oldest", minDelay: 10 }).transaction(50, (events, position) => {
  database.exec("BEGIN");
  for (const event of events) if (event.kind === "commit") insert.run(event.rkey);
  cursor.save(position);
  database.exec("COMMIT");
  process.stdout.write(".");
});
