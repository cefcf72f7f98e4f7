import { createAccount as createAccountOperation } from "../lexicons/com/atproto/server/createAccount.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { createClient } from "../xrpc/index.ts";
import { keepSession, type SessionOptions } from "./keepSession.ts";
import type { Session } from "./Session.ts";
import { toLoginService } from "./toLoginService.ts";
import { toSessionState } from "./toSessionState.ts";

/** Options of {@link createAccount}: whose account, and where. */
export interface CreateAccountOptions extends SessionOptions, createAccountOperation.Input {
  /** URL of the server to make it on. @default the network's */
  readonly service?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes an account and logs in to it.
 *
 * @throws XrpcError `HandleNotAvailable`, `InvalidHandle`, `InvalidPassword`, `InvalidInviteCode`, `UnsupportedDomain` ...
 * @example
 * ```ts
 * const session = await createAccount({ handle: "alice.test", email: "alice@example.com", password, network });
 * ```
 */
export async function createAccount(options: CreateAccountOptions): Promise<Session> {
  const { network = blueskyNetwork, fetch, store: _, signal, service: url = network.pds, ...input } = options;
  const service = toLoginService(url, network);
  const output = await createAccountOperation(createClient({ service, network, fetch }), input, { signal });
  const session = keepSession(toSessionState(output, { service, pds: service }, network), options);
  await session.save();
  return session;
}
