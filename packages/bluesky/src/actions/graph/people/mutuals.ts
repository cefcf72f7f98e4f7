import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import { getFollows } from "../../../lexicons/app/bsky/graph/getFollows.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { toAtIdentifier } from "../../refs/toAtIdentifier.ts";
import type { PeopleOptions } from "../find/PeopleOptions.ts";
import { readRelationships } from "./relationships.ts";

/**
 * Those whom an account follows, and who follow it, the newest follow first.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { handle } of mutuals(client, "alice.example.com")) console.log(handle);
 * ```
 */
export async function* mutuals(
  client: ClientLike,
  actor: ActorRef,
  { max = Infinity, ...options }: PeopleOptions = {},
): AsyncGenerator<ProfileView, void, undefined> {
  const named = toAtIdentifier(client, actor);
  let left = max;
  if (left <= 0) return;
  for await (const { subject, follows } of getFollows.pages(client, { actor: named, limit: 100 }, options)) {
    const dids = follows.map(({ did }) => did);
    const found = await readRelationships(client, subject.did, dids, () => options);
    for (const profile of follows) {
      if (found.get(profile.did)?.followedBy === undefined) continue;
      yield profile;
      if (--left <= 0) return;
    }
  }
}
