import { toAtUri } from "bluesky/actions";
import { Post } from "bluesky/app/bsky/feed";
import { bsky } from "./connect.ts";

const [url = "", text = ""] = process.argv.slice(2);
const { rkey, value } = await bsky.records.get(Post, toAtUri(url) ?? url);
const { reply, embed, langs, tags, createdAt } = value;
// Without its gates, which stay; under the same key it has the same URI, and replies to it keep their place.
await bsky.records.deleteRecord(Post, rkey);
const again = { key: rkey, reply: reply?.parent, embed, langs, tags, createdAt };
console.log((await bsky.post(text, again)).url);
