import type { PlcUpdate } from "../../identity/plc/PlcOperation.ts";
import { readPlcLog } from "../../identity/plc/readPlcLog.ts";
import type { ResolveOptions } from "../../identity/ResolveOptions.ts";
import { submitPlcOperation } from "../../lexicons/com/atproto/identity/submitPlcOperation.ts";
import type { CallOptions, Client } from "../../xrpc/contract/Call.ts";
import { migrationError } from "../contract/MigrationError.ts";

/** An operation, whose it is, and how the directory is asked. */
export interface Submission {
  readonly did: string;
  readonly operation: PlcUpdate;
  readonly call: CallOptions;
  readonly lookup: ResolveOptions;
}

/**
 * Has a server send an operation to the directory, and sees that it is there. An answer that is lost does no harm.
 *
 * @throws {MigrationError} `migration_incomplete`
 * @throws {PlcError}
 * @throws {IdentityError}
 * @throws {CallError}
 */
export async function submitOperation(client: Client, { did, operation, call, lookup }: Submission): Promise<void> {
  const failure = await submitPlcOperation(client, { operation: { ...operation } }, call).then(
    () => undefined,
    (error: unknown) => error,
  );
  const { operations } = await readPlcLog(did, lookup);
  const last = operations.at(-1)?.operation;
  if (last && "sig" in last && last.sig === operation.sig) return;
  const message = "The server has answered, but the directory does not have the operation.";
  throw failure ?? migrationError("migration_incomplete", message, { step: "identity" });
}
