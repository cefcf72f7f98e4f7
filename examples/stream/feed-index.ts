import { DatabaseSync } from "node:sqlite";
import { consume } from "bluesky/stream";
import { sqliteCursor } from "bluesky/stream/file";
import { everything } from "./connect.ts";

const database = new DatabaseSync("feed.db");
database.exec("CREATE TABLE IF NOT EXISTS posts (uri TEXT PRIMARY KEY, post TEXT)"); // "null" where it was deleted
const put = database.prepare("INSERT OR REPLACE INTO posts VALUES (?, ?)");
const cursor = sqliteCursor(database);
await consume(everything, { collections: ["app.bsky.feed.post"], cursor }).transaction(100, (events, position) => {
  database.exec("BEGIN");
  for (const event of events) if (event.kind === "commit") put.run(event.uri, JSON.stringify(event.record ?? null));
  cursor.save(position);
  database.exec("COMMIT");
});
