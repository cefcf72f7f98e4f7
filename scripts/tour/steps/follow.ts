import type { Bluesky, Session } from "bluesky";
import { Follow } from "bluesky/app/bsky/graph";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Follows somebody. */
export async function follow(say: Say, bob: Bluesky<Session>, alice: Bluesky<Session>): Promise<void> {
  const { uri } = await bob.records.create(Follow, { subject: alice.did });
  const { value } = await bob.records.get(Follow, uri);
  expect(value.subject === alice.did, `a follow of ${alice.did}, got ${value.subject}`);
  say("bob follows alice");
}
