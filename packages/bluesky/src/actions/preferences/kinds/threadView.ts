import { ThreadViewPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import type { Fields } from "./Fields.ts";

export const threadView: Kind<ThreadViewPref> = { schema: ThreadViewPref, initial: {} };

/**
 * Says in which order replies are shown.
 *
 * @throws {ValidationError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setThreadView(client, { sort: "oldest" });
 * ```
 */
export async function setThreadView(
  client: ClientLike,
  settings: Fields<ThreadViewPref>,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingThreadView(settings), options);
}

export function settingThreadView(settings: Fields<ThreadViewPref>): Edit {
  return changeKind(threadView, (pref) => ({ ...pref, ...settings }));
}
