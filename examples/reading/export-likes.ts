import { toAppUrl } from "bluesky/actions";
import { bsky } from "./connect.ts";

await bsky.ready();
const [actor = bsky.did ?? ""] = process.argv.slice(2);
for await (const { subject, likedAt, post } of bsky.likesOf(actor)) {
  // One that was deleted, or is hidden from this account, has its address only.
  const { record, author } = post ?? {};
  console.log(JSON.stringify({ likedAt, url: toAppUrl(subject), author: author?.handle, text: record?.text }));
}
