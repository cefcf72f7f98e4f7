import { type Bluesky, BlueskyError, type Session } from "bluesky";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Ends both sessions: a call after that does not reach the server. */
export async function logOut(say: Say, alice: Bluesky<Session>, bob: Bluesky<Session>): Promise<void> {
  await Promise.all([alice.logout(), bob.logout()]);
  const result = await alice.app.bsky.feed.getTimeline.safe();
  expect(!result.ok && result.error instanceof BlueskyError, "an error");
  expect(result.error.code === "session_closed", `session_closed, got ${result.error.code}`);
  say(`"${result.error.message}"`);
}
