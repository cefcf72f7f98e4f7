import { appendFileSync } from "node:fs";
import { Bluesky } from "bluesky";
import { backfill } from "bluesky/stream";
import { fileCursor, fileJournal } from "bluesky/stream/file";
import { everything, network } from "./connect.ts";

const bsky = Bluesky.fromEnv({ network });
const dids: string[] = [];
const [list = ""] = process.argv.slice(2);
for await (const { subject } of bsky.app.bsky.graph.getList.items({ list })) dids.push(subject.did);
const store = { cursor: fileCursor("archive.cursor"), journal: fileJournal("archive.journal") };
await backfill(bsky, everything, { dids, repos: () => dids, ...store }).run((event) => {
  if (event.kind === "commit") appendFileSync(`${event.did.replaceAll(":", "-")}.jsonl`, `${JSON.stringify(event)}\n`);
});
