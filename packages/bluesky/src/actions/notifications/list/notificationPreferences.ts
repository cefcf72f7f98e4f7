import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { Preferences } from "../../../lexicons/app/bsky/notification/defs.ts";
import { getPreferences } from "../../../lexicons/app/bsky/notification/getPreferences.ts";
import { putPreferencesV2 } from "../../../lexicons/app/bsky/notification/putPreferencesV2.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";

/** What changes of the preferences: only what is named, and of that only the settings that are named. */
export type NotificationPreferencesChange = {
  readonly [Name in Exclude<keyof Preferences, "$type" | "chat">]?: Partial<Preferences[Name]> | undefined;
};

/**
 * Of what the account wants to hear: for each reason whether it is listed, whether it is pushed to devices, and of whom.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * const { like } = await getNotificationPreferences(client);
 * console.log(like.include, like.list, like.push);
 * ```
 */
export async function getNotificationPreferences(client: ClientLike, options: CallOptions = {}): Promise<Preferences> {
  const { preferences } = await getPreferences(client, {}, options);
  return preferences;
}

/**
 * Changes what the account wants to hear of. What is not named stays as it is. Nothing is written if what there was cannot be read.
 *
 * @returns all of it, as it is then
 * @throws {InvalidOptionError} if there is no such reason
 * @throws {CallError}
 * @example
 * ```ts
 * await changeNotificationPreferences(client, { like: { push: false }, reply: { include: "follows" } });
 * ```
 */
export async function changeNotificationPreferences(
  client: ClientLike,
  change: NotificationPreferencesChange,
  options: CallOptions = {},
): Promise<Preferences> {
  const left = countDown(client, options);
  const now: Readonly<Record<string, unknown>> = { ...(await getNotificationPreferences(client, left())) };
  const input: Record<string, object> = {};
  for (const [name, settings] of Object.entries(change)) {
    if (settings === undefined) continue;
    if (typeof now[name] !== "object")
      throw invalidOption(name, `Expected a reason, such as \`like\`, got \`${name}\`.`);
    // The server puts one in the place of the other as a whole.
    input[name] = { ...Object(now[name]), ...settings };
  }
  const { preferences } = await putPreferencesV2(client, input, { ...left(), idempotent: true });
  return preferences;
}
