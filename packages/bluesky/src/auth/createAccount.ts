import { createAccount as createAccountOperation } from "../lexicons/com/atproto/server/createAccount.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { createClient } from "../xrpc/client/createClient.ts";
import { persistentSession, type SessionOptions } from "./password/persistentSession.ts";
import type { Session } from "./password/Session.ts";
import { toSessionState } from "./password/toSessionState.ts";
import { type LoginLimits, withinDeadline } from "./password/withinDeadline.ts";
import { limitStore } from "./stores/limitStore.ts";
import { toLoginService } from "./tokens/toLoginService.ts";

/** Options of {@link createAccount}: where, and how long it may take. */
export interface CreateAccountOptions extends SessionOptions, LoginLimits {
  /** URL of the server to make it on. @default the network's */
  readonly service?: string | undefined;
}

/**
 * Creates an account and logs in to it. With a `store`, the session is kept there, and `login` finds it by the handle,
 * the e-mail address and the DID.
 *
 * @param input what the operation takes: a handle, usually an e-mail address and a password, an invite code if the
 * server requires one ...
 * @throws {XrpcError} `HandleNotAvailable`, `InvalidHandle`, `InvalidPassword`, `InvalidInviteCode`,
 *   `UnsupportedDomain` ...
 * @throws {AuthError} `invalid_service`
 * @throws {TimeoutError}
 * @throws {AbortedError}
 * @throws {CallError} for other failures
 * @example
 * ```ts
 * import { createAccount } from "bluesky/auth";
 * import { createClient } from "bluesky/client";
 *
 * const account = { handle: "alice.example.com", email: "alice@example.com", password };
 * const session = await createAccount(account, { service: "https://pds.example.com" });
 * const client = createClient({ session });
 * ```
 * @see https://docs.bsky.app/docs/api/com-atproto-server-create-account
 */
export async function createAccount(
  input: createAccountOperation.Input,
  options: CreateAccountOptions = {},
): Promise<Session> {
  const { network = blueskyNetwork, fetch, timeout } = options;
  const { handle, email } = input;
  const service = toLoginService(options.service ?? network.pds, network);
  const store = limitStore(options.store, options.storeTimeout);
  return withinDeadline(createAccountOperation.nsid, options, async (signal) => {
    const client = createClient({ service, network, fetch });
    const output = await createAccountOperation(client, input, { signal, timeout });
    const state = toSessionState(output, { service, pds: service }, network);
    const identifiers = email === undefined ? [handle] : [handle, email];
    return persistentSession(state, "server", { ...options, store, signal, identifiers });
  });
}
