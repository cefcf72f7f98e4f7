import type { Bluesky, Session } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { WrittenRecord } from "bluesky/records";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Deletes a post: then neither the repository nor the AppView has it. */
export async function deletePost(
  say: Say,
  bob: Bluesky<Session>,
  answer: WrittenRecord,
  settled: () => Promise<void>,
): Promise<void> {
  await bob.records.deleteRecord(Post, answer);
  const { records } = await bob.records.list(Post);
  expect(records.length === 0, `no posts of bob's, got ${records.length}`);
  await settled();
  const { posts } = await bob.app.bsky.feed.getPosts({ uris: [answer.uri] });
  expect(posts.length === 0, "the AppView to have forgotten it");
  say("bob's reply is gone");
}
