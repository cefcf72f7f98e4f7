import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import { getKnownFollowers } from "../../../lexicons/app/bsky/graph/getKnownFollowers.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { toAtIdentifier } from "../../refs/toAtIdentifier.ts";
import type { PeopleOptions } from "../find/PeopleOptions.ts";

/**
 * Those whom one follows who follow an account.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { handle } of knownFollowers(client, "bob.example.com")) console.log(handle);
 * ```
 */
export async function* knownFollowers(
  client: ClientLike,
  actor: ActorRef,
  options: PeopleOptions = {},
): AsyncGenerator<ProfileView, void, undefined> {
  yield* getKnownFollowers.items(client, { actor: toAtIdentifier(client, actor), limit: 100 }, options);
}
