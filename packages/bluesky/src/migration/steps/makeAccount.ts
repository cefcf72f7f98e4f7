import { bearerSession } from "../../auth/tokens/bearerSession.ts";
import { createAccount } from "../../lexicons/com/atproto/server/createAccount.ts";
import { describeServer } from "../../lexicons/com/atproto/server/describeServer.ts";
import { getServiceAuth } from "../../lexicons/com/atproto/server/getServiceAuth.ts";
import { getSession } from "../../lexicons/com/atproto/server/getSession.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { Client } from "../../xrpc/contract/Call.ts";
import { XrpcError } from "../../xrpc/errors/XrpcError.ts";
import { clientAt } from "../server/openServer.ts";
import type { Run } from "./Run.ts";

/**
 * Makes a deactivated account on the new server. One that is there already, from a run whose answer was lost, is taken.
 *
 * @throws {CallError}
 */
export async function makeAccount(run: Run): Promise<void> {
  if (await isThere(run)) return;
  const { move, options, call, source, journal } = run;
  const { did, handle } = journal();
  const { service, password, inviteCode } = move.to;
  const { email = move.to.email } = move.to.email === undefined ? await getSession(source, {}, call) : move.to;
  const { did: aud } = await describeServer(clientAt(service, options), {}, call);
  const { token } = await getServiceAuth(source, { aud, lxm: createAccount.nsid }, call);
  const { network, fetch } = options;
  const session = bearerSession({ token, service, did, network, fetch });
  const client: Client = createClient({ session, network, fetch });
  await createAccount(client, { did, handle, email, password, inviteCode }, call);
}

async function isThere(run: Run): Promise<boolean> {
  try {
    await run.target();
    return true;
  } catch (error) {
    // An account that is not there, and a wrong password, are one to servers: then it cannot be made either.
    if (error instanceof XrpcError && error.status === 401) return false;
    throw error;
  }
}
