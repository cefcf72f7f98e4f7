import type { Relationship } from "../../../lexicons/app/bsky/graph/defs.ts";
import { getRelationships } from "../../../lexicons/app/bsky/graph/getRelationships.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { resolveActor, resolveActors } from "../../refs/resolveActor.ts";

/** How many accounts the AppView takes at a time. */
const AT_A_TIME = 30;

/**
 * What an account is to others, and they to it: who follows whom, who blocks whom. Asks of 30 at a time.
 *
 * @returns by DID, in the order of `others`. Accounts that the AppView does not know are not in it
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for (const [did, { following, followedBy }] of await relationships(client, "alice.example.com", dids)) {
 *   if (following && !followedBy) console.log(did, "does not follow back");
 * }
 * ```
 */
export async function relationships(
  client: ClientLike,
  actor: ActorRef,
  others: Iterable<ActorRef>,
  options: CallOptions = {},
): Promise<Map<string, Relationship>> {
  const left = countDown(client, options);
  const did = await resolveActor(client, actor, left());
  return readRelationships(client, did, await resolveActors(client, others, left), left);
}

/** The same of DIDs. */
export async function readRelationships(
  client: ClientLike,
  actor: string,
  others: readonly string[],
  left: () => CallOptions,
): Promise<Map<string, Relationship>> {
  const found = new Map<string, Relationship>();
  for (let at = 0; at < others.length; at += AT_A_TIME) {
    const some = others.slice(at, at + AT_A_TIME);
    const answer = await getRelationships(client, { actor, others: some }, left());
    for (const one of answer.relationships) {
      if (one.$type === "app.bsky.graph.defs#relationship") found.set((one as Relationship).did, one as Relationship);
    }
  }
  return found;
}
