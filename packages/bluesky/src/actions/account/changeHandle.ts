import { updateHandle } from "../../lexicons/com/atproto/identity/updateHandle.ts";
import { getSession } from "../../lexicons/com/atproto/server/getSession.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { Done } from "../refs/Done.ts";

/**
 * Changes the account's handle. One of the server's own domains is given out by the server, unless somebody has it. For a domain of
 * your own, have it point to the account first: a TXT record `did=<your DID>` at `_atproto.<domain>`, or the DID as the text of
 * `https://<domain>/.well-known/atproto-did`. The DID stays, and with it follows, lists and links that have it. The session learns
 * of it when it is refreshed next.
 *
 * @throws {CallError} also for a handle that somebody has, that the server does not give out, or that does not point to the account
 * @example
 * ```ts
 * await changeHandle(client, "alice.example.com");
 * ```
 * @see https://atproto.com/specs/handle
 */
export async function changeHandle(client: ClientLike, handle: string, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const wanted = handle.replace(/^@/, "").toLowerCase();
  const { did, handle: present } = await getSession(client, {}, left());
  const done = present !== wanted;
  if (done) await updateHandle(client, { handle: wanted }, { ...left(), idempotent: true });
  return { uri: `at://${did}`, done };
}
