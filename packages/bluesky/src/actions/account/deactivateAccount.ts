import { activateAccount as activate } from "../../lexicons/com/atproto/server/activateAccount.ts";
import { checkAccountStatus } from "../../lexicons/com/atproto/server/checkAccountStatus.ts";
import { deactivateAccount as deactivate } from "../../lexicons/com/atproto/server/deactivateAccount.ts";
import { chooseRepo } from "../../records/single/chooseRepo.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { Done } from "../refs/Done.ts";

/** Options of {@link deactivateAccount}. */
export interface DeactivateOptions extends CallOptions {
  /** From when on the server may delete the account. @default never */
  readonly deleteAfter?: Date | undefined;
}

/**
 * Deactivates the account: nobody sees it any more, and it can write nothing, until `activateAccount`. Nothing is deleted.
 *
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} also for a session that began with an app password
 * @example
 * ```ts
 * await deactivateAccount(client);
 * ```
 */
export async function deactivateAccount(
  client: ClientLike,
  { deleteAfter, ...options }: DeactivateOptions = {},
): Promise<Done> {
  const { did, isActive, left } = await readStatus(client, options);
  // When it may be deleted can be said later, too.
  if (isActive || deleteAfter) {
    await deactivate(client, { deleteAfter: deleteAfter?.toISOString() }, { ...left(), idempotent: true });
  }
  return { uri: `at://${did}`, done: isActive };
}

/**
 * Activates a deactivated account again.
 *
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} also for a session that began with an app password
 * @example
 * ```ts
 * await activateAccount(client);
 * ```
 */
export async function activateAccount(client: ClientLike, options: CallOptions = {}): Promise<Done> {
  const { did, isActive, left } = await readStatus(client, options);
  if (!isActive) await activate(client, undefined, { ...left(), idempotent: true });
  return { uri: `at://${did}`, done: !isActive };
}

async function readStatus(
  client: ClientLike,
  options: CallOptions,
): Promise<{ readonly did: string; readonly isActive: boolean; readonly left: () => CallOptions }> {
  const left = countDown(client, options);
  const { repo: did } = await chooseRepo(client, undefined, left(), checkAccountStatus);
  return { did, isActive: (await checkAccountStatus(client, {}, left())).activated, left };
}
