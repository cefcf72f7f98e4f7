import type { Bluesky, Session } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { WrittenRecord } from "bluesky/records";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Answers a post that begins a thread. */
export async function reply(say: Say, bob: Bluesky<Session>, { uri, cid }: WrittenRecord): Promise<WrittenRecord> {
  const post = { uri, cid };
  const text = "What a sight!";
  const created = await bob.records.create(Post, { text, reply: { root: post, parent: post } });
  expect(created.uri === `at://${bob.did}/app.bsky.feed.post/${created.rkey}`, `a post of bob's, got ${created.uri}`);
  say(`bob: "${text}"`);
  return created;
}
