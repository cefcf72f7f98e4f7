import { toAppUrl } from "bluesky/actions";
import { bsky } from "./connect.ts";

const [list = "", hours = "24"] = process.argv.slice(2);
const since = new Date(Date.now() - Number(hours) * 3_600_000);
const best: { likes: number; line: string }[] = [];
for await (const { post, reason } of bsky.listFeed(list, { until: since })) {
  if (reason || post.record?.reply) continue;
  const text = post.record?.text.replaceAll(/\s+/g, " ").slice(0, 100);
  const likes = post.likeCount ?? 0;
  best.push({ likes, line: `${likes} likes: ${post.author.handle}: ${text} ${toAppUrl(post.uri)}` });
}
for (const { line } of best.sort((a, b) => b.likes - a.likes).slice(0, 10)) console.log(line);
