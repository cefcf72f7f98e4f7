import { findPds } from "../../identity/findPds.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";

/**
 * The options of a call that reads from an account's own server: anybody may read there, and other servers do not have its data. A
 * client that has routes of its own knows where it is; any other finds it by its DID document.
 *
 * @throws {IdentityError}
 * @throws {AbortedError}
 */
export async function toServer<Options extends CallOptions>(
  client: ClientLike,
  did: string,
  options: Options,
): Promise<Options> {
  const caller = callerOf(client);
  const { route, network, fetch } = caller.options;
  const isRouted = [route ?? []].flat().length > 0;
  if (options.service !== undefined || did === caller.did || isRouted) return options;
  return { ...options, service: await findPds(did, { network, fetch, signal: options.signal }) };
}
