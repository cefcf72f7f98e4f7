import { Like } from "bluesky/app/bsky/feed";
import { buildWrite, planWrites, type Write } from "bluesky/records";
import { bsky } from "./connect.ts";

const [date = ""] = process.argv.slice(2);
const before = new Date(date).toISOString();
const old: Write[] = [];
for await (const { uri, value } of bsky.records.list.items(Like, { limit: 100, reverse: true })) {
  if (value.createdAt < before) old.push(buildWrite.delete(Like, uri));
}
// Half of what the account may spend: the rest is for its owner.
const plan = planWrites(old, { limits: { hour: 2_500, day: 17_500 } });
for await (const { done, total } of plan.run(bsky)) console.log(`${done} of ${total}`);
