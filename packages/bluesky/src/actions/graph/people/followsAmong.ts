import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { resolveActors } from "../../refs/resolveActor.ts";
import { readRelationships } from "./relationships.ts";

/** One account follows another one. */
export interface FollowBetween {
  /** The DID of who follows. */
  readonly from: string;
  /** The DID of who is followed. */
  readonly to: string;
  /** The URI of the follow. */
  readonly uri: string;
}

/**
 * Who follows whom of these accounts. Each pair is asked for once, 30 pairs in a call: 100 accounts take 200 calls.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for (const { from, to } of await followsAmong(client, ["alice.example.com", "bob.example.com"])) console.log(from, to);
 * ```
 */
export async function followsAmong(
  client: ClientLike,
  actors: Iterable<ActorRef>,
  options: CallOptions = {},
): Promise<FollowBetween[]> {
  const left = countDown(client, options);
  const dids = await resolveActors(client, actors, left);
  const follows: FollowBetween[] = [];
  for (const [index, did] of dids.entries()) {
    const found = await readRelationships(client, did, dids.slice(index + 1), left);
    for (const [other, { following, followedBy }] of found) {
      if (following !== undefined) follows.push({ from: did, to: other, uri: following });
      if (followedBy !== undefined) follows.push({ from: other, to: did, uri: followedBy });
    }
  }
  return follows;
}
