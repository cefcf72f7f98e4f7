import { deleteAccount as remove } from "../../lexicons/com/atproto/server/deleteAccount.ts";
import { requestAccountDelete } from "../../lexicons/com/atproto/server/requestAccountDelete.ts";
import { chooseRepo } from "../../records/single/chooseRepo.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";

/** What it takes to delete an account. */
export interface DeletionProof {
  /** The account's password; an app password will not do. */
  readonly password: string;
  /** What is in the e-mail that `requestAccountDeletion` has the server send. */
  readonly token: string;
}

/**
 * Has the server send an e-mail to the account's owner with the token that `deleteAccount` needs.
 *
 * @throws {CallError} also for a session that began with an app password
 * @example
 * ```ts
 * await requestAccountDeletion(client);
 * ```
 */
export async function requestAccountDeletion(client: ClientLike, options: CallOptions = {}): Promise<void> {
  await requestAccountDelete(client, undefined, options);
}

/**
 * Deletes the account, with all that it has written, for good. Its sessions are over then.
 *
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `InvalidToken`, `ExpiredToken`, or where the password is wrong
 * @example
 * ```ts
 * await requestAccountDeletion(client);
 * await deleteAccount(client, { password, token: await ask("The token of the e-mail?") });
 * ```
 */
export async function deleteAccount(
  client: ClientLike,
  proof: DeletionProof,
  options: CallOptions = {},
): Promise<void> {
  const { password, token } = proof;
  const left = countDown(client, options);
  const { repo: did } = await chooseRepo(client, undefined, left(), remove);
  await remove(client, { did, password, token: token.trim() }, left());
}
