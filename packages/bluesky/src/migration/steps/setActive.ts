import { activateAccount } from "../../lexicons/com/atproto/server/activateAccount.ts";
import { checkAccountStatus } from "../../lexicons/com/atproto/server/checkAccountStatus.ts";
import { deactivateAccount } from "../../lexicons/com/atproto/server/deactivateAccount.ts";
import type { CallOptions, Client } from "../../xrpc/contract/Call.ts";
import { migrationError } from "../contract/MigrationError.ts";

/**
 * Activates an account at its server, or deactivates it, and sees that it is: the answer has nothing in it that would tell, and may come from
 * something between here and the server.
 *
 * @throws {MigrationError} `migration_incomplete`
 * @throws {CallError}
 */
export async function setActive(client: Client, active: boolean, call: CallOptions): Promise<void> {
  const options = { ...call, idempotent: true };
  if (active) await activateAccount(client, undefined, options);
  else await deactivateAccount(client, {}, options);
  const { activated } = await checkAccountStatus(client, {}, call);
  if (activated === active) return;
  const message = `The server has answered, but the account is ${activated ? "still" : "not"} active there.`;
  throw migrationError("migration_incomplete", message, { step: active ? "activation" : "deactivation" });
}
