import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import { getSuggestedFollowsByActor } from "../../../lexicons/app/bsky/graph/getSuggestedFollowsByActor.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { toAtIdentifier } from "../../refs/toAtIdentifier.ts";

/**
 * Accounts that are similar to one: what the app shows after somebody is followed.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * const similar = await suggestSimilar(client, "bob.example.com");
 * ```
 */
export async function suggestSimilar(
  client: ClientLike,
  actor: ActorRef,
  options: CallOptions = {},
): Promise<ProfileView[]> {
  const { suggestions } = await getSuggestedFollowsByActor(client, { actor: toAtIdentifier(client, actor) }, options);
  return suggestions;
}
