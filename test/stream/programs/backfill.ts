/**
 * Keeps all records of a collection of a server in a database: all that there are, and then what is new. It may be killed at any time.
 * `node backfill.ts FOLDER`, with the network as JSON in `BLUESKY_NETWORK`.
 */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createClient } from "bluesky/client";
import { createIdentityResolver } from "bluesky/identity";
import { backfill, createVerifier, relay } from "bluesky/stream";
import { fileCursor, fileJournal } from "bluesky/stream/file";

const [folder = "."] = process.argv.slice(2);
const network = JSON.parse(process.env.BLUESKY_NETWORK ?? "null");
const database = new DatabaseSync(join(folder, "records.db"));
database.exec("PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000");
database.exec("CREATE TABLE IF NOT EXISTS records (uri TEXT PRIMARY KEY, did TEXT, cid TEXT, rev TEXT)");
database.exec("CREATE TABLE IF NOT EXISTS given (uri TEXT, action TEXT, rev TEXT, live INTEGER)");
const given = database.prepare("INSERT INTO given VALUES (?, ?, ?, ?)");
const put = database.prepare("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)");
const remove = database.prepare("DELETE FROM records WHERE uri = ?");
const known = database.prepare("SELECT uri, cid FROM records WHERE did = ?");

const identity = createIdentityResolver({ network });
const all = backfill(createClient({ network, service: network.pds }), relay(network.pds.replace("http", "ws")), {
  collections: ["com.example.note"],
  cursor: fileCursor(join(folder, "cursor.json")),
  journal: fileJournal(join(folder, "repos.txt")),
  saveEvery: 50,
  readers: 3,
  parallel: 4,
  identity,
  verify: createVerifier({ identity }),
  *known(did) {
    for (const { uri, cid } of known.iterate(did)) {
      const [collection = "", rkey = ""] = String(uri).split("/").slice(3);
      yield { collection, rkey, cid: String(cid) };
    }
  },
  onCaughtUp: () => console.log("caught up"),
});
await all.run((event) => {
  if (event.kind !== "commit") return;
  const { uri, did, action, cid, rev, live } = event;
  database.exec("BEGIN");
  given.run(uri, action, rev, live ? 1 : 0);
  if (cid) put.run(uri, did, cid, rev);
  else remove.run(uri);
  database.exec("COMMIT");
});
