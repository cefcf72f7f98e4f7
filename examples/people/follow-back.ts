import { Follow } from "bluesky/app/bsky/graph";
import { buildWrite } from "bluesky/records";
import { planFile } from "bluesky/records/file";
import { bsky } from "./connect.ts";

await bsky.ready();
const others = new Set<string>();
for await (const { did } of bsky.app.bsky.graph.getFollowers.items({ actor: bsky.did ?? "", limit: 100 }))
  others.add(did);
for await (const { value } of bsky.records.list.items(Follow, { limit: 100 })) others.delete(value.subject);
// A hundred an hour at most, 3 points each. Stopped, it goes on where it was.
const writes = () => [...others].map((subject) => buildWrite.create(Follow, { subject }));
const plan = await planFile("follow-back.json", writes, { limits: { hour: 300, day: 3_000 } });
for await (const { done, total } of plan.run(bsky)) console.log(`${done} of ${total}`);
