import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { loadEntries } from "./change/loadEntries.ts";
import { interpretEntries, type UserPreferences } from "./UserPreferences.ts";

/**
 * Reads the preferences of the client's account. It never writes: what old programs have stored is understood as it is.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError}
 * @example
 * ```ts
 * const { mutedWords, savedFeeds, labelers } = await readPreferences(client);
 * const reader = client.with({ labelers });
 * ```
 */
export async function readPreferences(client: ClientLike, options: CallOptions = {}): Promise<UserPreferences> {
  return interpretEntries(await loadEntries(client, options));
}
