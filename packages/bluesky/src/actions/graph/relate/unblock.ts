import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { unrelate } from "./Relation.ts";
import { blocks } from "./relations.ts";

/**
 * Blocks an account no longer. Whoever is on a list that is blocked stays blocked by it.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await unblock(client, "bob.example.com");
 * ```
 */
export async function unblock(client: ClientLike, actor: ActorRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveActor(client, actor, left());
  return unrelate(client, blocks, { subject, none: `at://${subject}` }, left);
}
