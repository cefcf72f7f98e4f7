import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { unrelate } from "./Relation.ts";
import { follows } from "./relations.ts";

/**
 * Follows an account no longer. The follow is found by the account; nobody needs to keep URIs of follows.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await unfollow(client, "https://bsky.app/profile/bob.example.com");
 * ```
 */
export async function unfollow(client: ClientLike, actor: ActorRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveActor(client, actor, left());
  return unrelate(client, follows, { subject, none: `at://${subject}` }, left);
}
