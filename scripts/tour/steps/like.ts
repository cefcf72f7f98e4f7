import type { Bluesky, Session } from "bluesky";
import { Like } from "bluesky/app/bsky/feed";
import type { WrittenRecord } from "bluesky/records";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Likes a post. */
export async function like(say: Say, bob: Bluesky<Session>, { uri, cid }: WrittenRecord): Promise<void> {
  const { rkey } = await bob.records.create(Like, { subject: { uri, cid } });
  const { records } = await bob.records.list(Like);
  expect(records.length === 1 && records[0]?.rkey === rkey, `one like, got ${records.length}`);
  say("bob likes it");
}
