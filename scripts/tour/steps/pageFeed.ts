import type { Bluesky, Session } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

const count = 6;

/** Writes several posts at once, and pages through all of them. */
export async function pageFeed(say: Say, alice: Bluesky<Session>, settled: () => Promise<void>): Promise<void> {
  const { applyWrites, buildWrite } = alice.records;
  const posts = Array.from({ length: count }, (_, n) => buildWrite.create(Post, { text: `Wave ${n + 1}` }));
  const { results } = await applyWrites(posts);
  await settled();
  const uris: string[] = [];
  for await (const { post } of alice.app.bsky.feed.getAuthorFeed.items({ actor: alice.did, limit: 3 }))
    uris.push(post.uri);
  expect(new Set(uris).size === count + 1, `${count + 1} posts, each once, got ${uris.length}`);
  for (const { uri } of results) expect(uris.includes(uri), `${uri} in the feed`);
  let pages = 0;
  for await (const { feed } of alice.app.bsky.feed.getAuthorFeed.pages({ actor: alice.did, limit: 3 })) {
    expect(feed.length <= 3, `at most 3 posts on a page, got ${feed.length}`);
    pages++;
  }
  say(`${uris.length} posts in ${pages} pages of 3`);
}
