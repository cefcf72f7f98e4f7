import type { Bluesky, Session } from "bluesky";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Asks for what is not there: the error is one that the lexicon declares, and has its type. */
export async function meetError(say: Say, bob: Bluesky<Session>): Promise<void> {
  const { getPostThread } = bob.app.bsky.feed;
  const result = await getPostThread.safe({ uri: `at://${bob.did}/app.bsky.feed.post/3jzfcijpj2z2a` });
  expect(!result.ok, "no such post");
  const { error } = result;
  expect(getPostThread.isError(error, "NotFound"), `NotFound, got ${error.message}`);
  say(`${error.error} (${error.status}): ${error.reason}`);
}
