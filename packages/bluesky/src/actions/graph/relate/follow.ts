import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { toVia } from "../../refs/toVia.ts";
import { relate } from "./Relation.ts";
import { follows } from "./relations.ts";

/** Options of {@link follow}. */
export interface FollowOptions extends CallOptions {
  /** The starter pack, or another record, by which one has come across the account. */
  readonly via?: SubjectRef | undefined;
}

/**
 * Follows an account. One that is followed already stays so, under the same URI.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {PostError} `post_not_found` where there is no `via`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * const { done } = await follow(client, "bob.example.com");
 * ```
 */
export async function follow(
  client: ClientLike,
  actor: ActorRef,
  { via, ...options }: FollowOptions = {},
): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveActor(client, actor, left());
  return relate(client, follows, { subject, ...(await toVia(client, via, left)) }, left);
}
