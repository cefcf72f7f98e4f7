import type { Bluesky, Session } from "bluesky";
import type { WrittenRecord } from "bluesky/records";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Reads a thread: what it is made of is an open union, told apart by `$type`. */
export async function readThread(
  say: Say,
  alice: Bluesky<Session>,
  hello: WrittenRecord,
  answer: WrittenRecord,
): Promise<void> {
  const { thread } = await alice.app.bsky.feed.getPostThread({ uri: hello.uri });
  expect(thread.$type === "app.bsky.feed.defs#threadViewPost", `a post, got ${thread.$type}`);
  const [first, ...others] = thread.replies ?? [];
  expect(others.length === 0, `one reply, got ${others.length + 1}`);
  expect(first?.$type === "app.bsky.feed.defs#threadViewPost", `a reply, got ${first?.$type}`);
  expect(first.post.uri === answer.uri, `the reply ${answer.uri}, got ${first.post.uri}`);
  say(`${thread.post.author.handle}, and ${first.post.author.handle} below`);
}
