import { Bluesky, type Session } from "bluesky";
import type { Network } from "bluesky-devnet";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

const calls = 5;

/** Goes on with a saved session whose access token has expired: it is renewed once, and nobody notices. */
export async function callOnExpiredToken(say: Say, alice: Bluesky<Session>, net: Network): Promise<void> {
  const saved = JSON.parse(alice.session.export());
  const expired = JSON.stringify({ ...saved, accessJwt: net.expireToken(saved.accessJwt) });
  const resumed = await Bluesky.resume(expired, { network: net.network });
  let refreshed = 0;
  resumed.session.on("refreshed", () => refreshed++);
  const answers = await Promise.all(
    Array.from({ length: calls }, () => resumed.app.bsky.feed.getTimeline({ limit: 1 })),
  );
  expect(answers.length === calls, `${calls} answers, got ${answers.length}`);
  expect(refreshed === 1, `one refresh, got ${refreshed}`);
  say(`${calls} calls, 1 refresh`);
}
