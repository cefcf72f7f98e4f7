import { DatabaseSync } from "node:sqlite";
import { Post } from "bluesky/app/bsky/feed";
import { createIdentityResolver } from "bluesky/identity";
import { readRepo } from "bluesky/repo";
import { carFile, verifyExport } from "bluesky/repo/file";
import { client } from "./connect.ts";

const [folder = "backup", words = ""] = process.argv.slice(2);
const identity = createIdentityResolver({ network: client.options.network });
const { car, did } = await verifyExport(folder, { identity });
const db = new DatabaseSync(":memory:");
db.exec("CREATE VIRTUAL TABLE posts USING fts5(uri UNINDEXED, text)");
const add = db.prepare("INSERT INTO posts VALUES (?, ?)");
for await (const post of readRepo(carFile(car), { did, identity, schemas: [Post] })) add.run(post.uri, post.value.text);
for (const { uri, text } of db.prepare("SELECT * FROM posts WHERE text MATCH ?").all(words)) console.log(uri, text);
