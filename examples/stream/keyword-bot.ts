import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import { consume } from "bluesky/stream";
import { fileCursor } from "bluesky/stream/file";
import { everything, network } from "./connect.ts";

const bsky = Bluesky.fromEnv({ network });
const [word = "atproto"] = process.argv.slice(2);
const stream = consume(everything, { collections: [Post.nsid], cursor: fileCursor("keyword-bot.json") });
await stream.run(async (event) => {
  if (event.kind !== "commit" || event.action !== "create" || !event.is(Post)) return;
  if (!event.record?.text.includes(word)) return;
  await bsky.like(event);
  console.log(event.uri, event.record.text);
});
