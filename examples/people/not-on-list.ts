import { bsky } from "./connect.ts";

const [list = ""] = process.argv.slice(2);
await bsky.ready();
const members = new Set<string>();
for await (const { did } of bsky.lists.members(list)) members.add(did);
for await (const { did, handle } of bsky.app.bsky.graph.getFollows.items({ actor: bsky.did ?? "", limit: 100 })) {
  if (!members.has(did)) console.log(handle);
}
