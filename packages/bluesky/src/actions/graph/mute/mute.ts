import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { muteActor } from "../../../lexicons/app/bsky/graph/muteActor.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { readMute } from "./readMute.ts";

/** What of an account can be muted by itself. */
export type MuteScope = "reposts" | "quotes";

/** Options of {@link mute}. */
export interface MuteOptions extends CallOptions {
  /** Mutes only this of the account: `"reposts"`, `"quotes"`, or both. @default everything */
  readonly only?: MuteScope | readonly MuteScope[] | undefined;
}

/**
 * Mutes an account, or its reposts and quotes only: one does not see it, and it does not learn of that. What was said before of
 * what is muted is replaced.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await mute(client, "bob.example.com", { only: "reposts" });
 * ```
 */
export async function mute(client: ClientLike, actor: ActorRef, { only, ...options }: MuteOptions = {}): Promise<Done> {
  const scopes = only === undefined ? [] : [only].flat();
  const unknown = scopes.find((scope) => scope !== "reposts" && scope !== "quotes");
  if (unknown !== undefined || (only !== undefined && scopes.length === 0)) {
    throw invalidOption("only", `Expected "reposts", "quotes" or both, got ${JSON.stringify(only)}.`);
  }
  const left = countDown(client, options);
  const did = await resolveActor(client, actor, left());
  const [onlyReposts, onlyQuoteposts] = [scopes.includes("reposts"), scopes.includes("quotes")];
  const wanted = { isMuted: scopes.length === 0, onlyReposts, onlyQuoteposts };
  const found = await readMute(client, did, left());
  const isSo = found !== undefined && Object.entries(wanted).every(([name, value]) => Object(found)[name] === value);
  if (!isSo) await muteActor(client, { actor: did, onlyReposts, onlyQuoteposts }, { ...left(), idempotent: true });
  return { uri: `at://${did}`, done: !isSo };
}
