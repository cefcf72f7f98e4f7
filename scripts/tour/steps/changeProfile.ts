import type { Bluesky, Session } from "bluesky";
import { Profile } from "bluesky/app/bsky/actor";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Makes a profile, a record with a fixed key, and changes it: read, changed, and written where nobody else was faster. */
export async function changeProfile(
  say: Say,
  alice: Bluesky<Session>,
  bob: Bluesky<Session>,
  settled: () => Promise<void>,
): Promise<void> {
  const first = await alice.records.put(Profile, {}, { displayName: "Alice" });
  const profile = { displayName: "Alice of the Sea", description: "Watches waves." };
  await alice.records.update(Profile, first, (value) => ({ ...value, ...profile }));
  await settled();
  const seen = await bob.app.bsky.actor.getProfile({ actor: "alice.test" });
  expect(seen.displayName === profile.displayName, `the name ${profile.displayName}, got ${seen.displayName}`);
  expect(seen.followersCount === 1, `one follower, got ${seen.followersCount}`);
  say(`${seen.handle} is "${seen.displayName}": ${seen.description}`);
}
