import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { relate } from "./Relation.ts";
import { blocks } from "./relations.ts";

/**
 * Blocks an account: neither sees the other any more. Blocks are public. One that is blocked already stays so.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await block(client, post.author);
 * ```
 */
export async function block(client: ClientLike, actor: ActorRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  return relate(client, blocks, { subject: await resolveActor(client, actor, left()) }, left);
}
