import { VerificationPrefs } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import type { Fields } from "./Fields.ts";

export const verification: Kind<VerificationPrefs> = { schema: VerificationPrefs, initial: {} };

/**
 * Shows or hides the badges of verified accounts.
 *
 * @throws {ValidationError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setVerification(client, { hideBadges: true });
 * ```
 */
export async function setVerification(
  client: ClientLike,
  settings: Fields<VerificationPrefs>,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingVerification(settings), options);
}

export function settingVerification(settings: Fields<VerificationPrefs>): Edit {
  return changeKind(verification, (pref) => ({ ...pref, ...settings }));
}
