import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { clientOf } from "../../xrpc/operation/clientOf.ts";

/**
 * Who a moderator is: the account that calls. An administrator has none, and is the service itself.
 *
 * @throws {InvalidOptionError} if the client has no account, and the network no Ozone
 */
export function authorOf(client: ClientLike): string {
  const { did, options } = clientOf(client);
  const author = did ?? (options.network ?? blueskyNetwork).ozone?.did;
  if (author !== undefined) return author;
  throw invalidOption("createdBy", "Expected the moderator's DID as `createdBy`: the client has no account.");
}
