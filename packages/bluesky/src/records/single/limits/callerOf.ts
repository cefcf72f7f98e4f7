import type { Client, ClientLike } from "../../../xrpc/contract/Call.ts";
import { clientOf } from "../../../xrpc/operation/clientOf.ts";

/**
 * The client that something is called with, as far as its account and its options go. What it is besides is looked at by what it
 * is asked to send.
 *
 * @throws {InvalidOptionError} if it is not one
 */
export function callerOf(client: ClientLike): Client {
  return (client as ClientLike | null | undefined)?.["~client"] ?? clientOf(client);
}
