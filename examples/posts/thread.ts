import { readFile } from "node:fs/promises";
import { bsky } from "./connect.ts";

const [file = ""] = process.argv.slice(2);
const text = await readFile(file, "utf8");
// Split at sentences and words, its links and tags intact, all of it in one commit.
for (const { url } of await bsky.thread(text, { number: true, langs: ["en"] })) console.log(url);
