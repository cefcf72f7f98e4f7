import { resolveHandle } from "../../lexicons/com/atproto/identity/resolveHandle.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import { isDid } from "../../syntax/did.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { XrpcError } from "../../xrpc/errors/XrpcError.ts";
import { actorNotFound } from "./ActorError.ts";
import type { ActorRef } from "./ActorRef.ts";
import { toAtIdentifier } from "./toAtIdentifier.ts";

/** How many handles are resolved at a time. */
const AT_A_TIME = 10;

/**
 * The DID of an account. A handle is resolved; everything else makes no call.
 *
 * @throws {InvalidOptionError} where it is no account
 * @throws {ActorError} `actor_not_found` where nobody has the handle
 * @throws {CallError}
 */
export async function resolveActor(client: ClientLike, actor: ActorRef, options: CallOptions): Promise<string> {
  const named = toAtIdentifier(client, actor);
  return isDid(named)
    ? named
    : didOfHandle(client, named, options, (cause) => actorNotFound(named, `nobody has the handle ${named}`, cause));
}

/**
 * The DIDs of many accounts, each once, in the order in which they were given.
 *
 * @throws {InvalidOptionError}
 * @throws {ActorError} `actor_not_found`
 * @throws {CallError}
 */
export async function resolveActors(
  client: ClientLike,
  actors: Iterable<ActorRef>,
  left: () => CallOptions,
): Promise<string[]> {
  // What is no account is found before the first call.
  const named = [...new Set([...actors].map((actor) => toAtIdentifier(client, actor, "actors")))];
  const dids: string[] = [];
  for (let at = 0; at < named.length; at += AT_A_TIME) {
    const some = named.slice(at, at + AT_A_TIME);
    dids.push(...(await Promise.all(some.map((actor) => resolveActor(client, actor, left())))));
  }
  return [...new Set(dids)];
}

/**
 * The DID that has a handle. That of the session's account is known.
 *
 * @param missing makes the error where nobody has it
 * @throws {CallError}
 * @throws {unknown} what `missing` makes
 */
export async function didOfHandle(
  client: ClientLike,
  handle: string,
  options: CallOptions,
  missing: (cause: unknown) => Error,
): Promise<string> {
  const { session } = callerOf(client);
  if (session?.did && handle.toLowerCase() === session.handle?.toLowerCase()) return session.did;
  try {
    return (await resolveHandle(client, { handle }, options)).did;
  } catch (cause) {
    if (!(cause instanceof XrpcError) || cause.status !== 400 || cause.code !== "xrpc_error") throw cause;
    throw missing(cause);
  }
}
