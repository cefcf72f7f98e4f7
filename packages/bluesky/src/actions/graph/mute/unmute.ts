import { unmuteActor } from "../../../lexicons/app/bsky/graph/unmuteActor.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { readMute } from "./readMute.ts";

/**
 * Mutes an account no longer, nor anything of it. Whoever is on a list that is muted stays muted by it.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await unmute(client, "bob.example.com");
 * ```
 */
export async function unmute(client: ClientLike, actor: ActorRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const did = await resolveActor(client, actor, left());
  const found = await readMute(client, did, left());
  const done = !found || found.isMuted || found.onlyReposts || found.onlyQuoteposts;
  if (done) await unmuteActor(client, { actor: did }, { ...left(), idempotent: true });
  return { uri: `at://${did}`, done };
}
