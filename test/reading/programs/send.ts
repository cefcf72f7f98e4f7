/** Has somebody do what an account is told of, and writes down what it should be told: a ledger, kept apart from who reads. */
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { AtpAgent } from "@atproto/api";
import { createRandom } from "../../../packages/devnet/src/random/createRandom.ts";

const { account, to, root, count, ledger, pause, seed, slot } = JSON.parse(process.argv[2] ?? "");
const random = createRandom(seed);
const agent = new AtpAgent({ service: account.network.pds });
await agent.login({ identifier: account.identifier, password: account.password });

const facets = [
  { index: { byteStart: 0, byteEnd: 3 }, features: [{ $type: "app.bsky.richtext.facet#mention", did: to }] },
];
for (let sent = 0; sent < count; ) {
  // All of a commit have the same time, or each its own. Of one time a server lists a hundred at most: each sender has its own times,
  // the even milliseconds or the odd ones.
  const size = Math.min(count - sent, random.between(1, 91));
  const isSameTime = random.chance(0.5);
  const now = Math.floor(Date.now() / 2) * 2 - slot;
  const writes = Array.from({ length: size }, (_, i) => {
    const createdAt = new Date(isSameTime ? now : now - 2 * (size - i)).toISOString();
    const isReply = random.chance(0.3);
    const about = isReply ? { text: "re", reply: { root, parent: root } } : { text: "hey", facets };
    return {
      $type: "com.atproto.repo.applyWrites#create" as const,
      collection: "app.bsky.feed.post",
      value: { $type: "app.bsky.feed.post", ...about, createdAt },
    };
  });
  const { data } = await agent.com.atproto.repo.applyWrites({ repo: account.did, writes });
  const lines = (data.results ?? []).map((result, i) => {
    const { uri } = Object(result);
    return `${"reply" in (writes[i]?.value ?? {}) ? "reply" : "mention"} ${uri}\n`;
  });
  appendFileSync(ledger, lines.join(""));
  sent += size;
  await sleep(random.next() * pause);
  // Now and then it waits until all of that is listed: nobody gets far ahead of the other, or of the server.
  const last = Object(data.results?.at(-1)).uri;
  for (let isListed = random.chance(0.5); !isListed; await sleep(20)) {
    isListed = (await agent.getPosts({ uris: [last] })).data.posts.length > 0;
  }
}
