import { pipeline } from "node:stream/promises";
import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";

const [repo] = process.argv.slice(2);
if (repo === undefined) {
  console.error("usage: node export.ts <handle or DID>");
  process.exit(2);
}
const { BLUESKY_NETWORK } = process.env;
const network = BLUESKY_NETWORK === undefined ? undefined : JSON.parse(BLUESKY_NETWORK);
const bsky = Bluesky.public({ network });

async function* lines(): AsyncGenerator<string> {
  let count = 0;
  // Some old programs wrote records that are not quite posts. They are left out, and named.
  const onInvalid = ({ uri }: { uri: string }, error: Error): void => console.error(`${uri}: ${error.message}`);
  // Read page by page from the person's own server, the oldest first.
  const options = { repo, limit: 100, reverse: true, onInvalid };
  for await (const { uri, cid, value } of bsky.records.list.items(Post, options)) {
    yield `${JSON.stringify({ uri, cid, value })}\n`;
    count++;
  }
  console.error(`${count} posts`);
}

// Waits when who reads is slower, and ends when nobody reads any more (`| head`).
await pipeline(lines, process.stdout).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
