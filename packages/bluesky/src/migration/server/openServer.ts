import { bearerSession } from "../../auth/tokens/bearerSession.ts";
import { decodeClaims } from "../../auth/tokens/decodeClaims.ts";
import { createSession } from "../../lexicons/com/atproto/server/createSession.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
import { isHandle } from "../../syntax/handle.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { CallOptions, Client } from "../../xrpc/contract/Call.ts";
import type { MigrationOptions } from "../contract/Migration.ts";
import { withoutCopies } from "./withoutCopies.ts";

/** Who logs in, and where. */
export interface ServerLogin {
  readonly service: string;
  readonly identifier: string;
  readonly password: string;
  readonly authFactorToken?: string | undefined;
}

/** How long before its end a token is replaced, in seconds. */
const EARLY = 120;

/**
 * Logs in at one server, and stays there: ordinary sessions go where the DID document leads, which changes on the way. Access tokens
 * live for hours at most, so they are made anew where a migration takes longer.
 *
 * @throws {CallError}
 */
export async function openServer(
  login: ServerLogin,
  options: MigrationOptions,
): Promise<{
  readonly client: Client;
  readonly did: string;
  readonly handle: string;
  readonly email: string | undefined;
}> {
  const { service, ...credentials } = login;
  const anonymous = clientAt(service, options);
  const enter = (entry: typeof credentials): Promise<createSession.Output> =>
    createSession(anonymous, entry, { ...callOptions(options), idempotent: true });
  const { did, handle, email, accessJwt } = await enter(credentials);
  let token = accessJwt;
  const fresh = async (): Promise<string> => {
    const { exp } = decodeClaims(token);
    if (typeof exp === "number" && exp - EARLY < Date.now() / 1000) {
      // A code of the first login is used up.
      token = (await enter({ ...credentials, authFactorToken: undefined })).accessJwt;
    }
    return token;
  };
  const { network } = options;
  const fetch = withoutCopies(options.fetch ?? platformFetch);
  const session = bearerSession({ token: fresh, service, did, network, fetch });
  return { client: createClient({ session, network, fetch }), did, handle, email };
}

/**
 * What an account logs in as: its DID, which stays when handles change. The official server lowers the case of that, which a DID with an
 * escaped port does not survive, so those log in by their handle, where it is known.
 */
export function identifierOf(did: string, handle: string | undefined): string {
  return did.includes("%") && isHandle(handle) ? handle : did;
}

/** A client without an account. */
export function clientAt(service: string, { network, fetch }: MigrationOptions): Client {
  return createClient({ service, network, fetch });
}

/** What the options of a migration say of each call. */
export function callOptions({ signal, timeout = 60_000 }: MigrationOptions): CallOptions {
  return { signal, timeout };
}
