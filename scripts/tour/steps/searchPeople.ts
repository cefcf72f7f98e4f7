import type { Bluesky, Session } from "bluesky";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Finds somebody by a part of their name. */
export async function searchPeople(say: Say, bob: Bluesky<Session>, alice: Bluesky<Session>): Promise<void> {
  const { actors } = await bob.app.bsky.actor.searchActors({ q: "ali" });
  const found = actors.find(({ did }) => did === alice.did);
  expect(found, `alice among ${actors.length} people`);
  expect(found.viewer?.following, "that bob follows her");
  say(`"ali" finds ${actors.map(({ handle }) => handle).join(", ")}`);
}
