/** What methods for moderators promise to the type checker. */
import type { Moderation } from "../../moderation/index.ts";
import type { Bluesky } from "../Bluesky.ts";

export async function moderate(bsky: Bluesky): Promise<void> {
  for await (const status of bsky.ozone.queue({ state: "escalated", max: 20 })) {
    await bsky.ozone.label(status, ["spam"], { hours: 24 });
    await bsky.ozone.label({ did: "did:plc:abc" }, { remove: ["rude"] });
    await bsky.ozone.acknowledge(status, { acknowledgeAll: true });
  }
  for await (const { event, createdAt } of bsky.ozone.history("bob.test", { max: 5 })) [event.$type, createdAt.length];
  const taken: boolean | undefined = (await bsky.ozone.getStatus("bob.test"))?.takendown;
  await bsky.ozone.addTeamMember("bob.test", "triage", { signal: AbortSignal.timeout(5) });
  // @ts-expect-error: no such role
  await bsky.ozone.addTeamMember("bob.test", "owner");
  // @ts-expect-error: it is not said for how long
  await bsky.ozone.muteSubject("bob.test");
  // @ts-expect-error: no such option
  await bsky.ozone.takeDown("bob.test", { days: 1 });
  const moderation: Moderation = await bsky.moderation({ ageAccess: "safe", corrected: true });
  // @ts-expect-error: milliseconds, as a number
  await bsky.moderation({ maxAge: "1h" });
  [taken, moderation.labelers.length];
}
