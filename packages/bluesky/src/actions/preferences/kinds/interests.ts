import { InterestsPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import { isSame } from "../entries/isSame.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import type { Fields } from "./Fields.ts";

export const interests: Kind<InterestsPref> = { schema: InterestsPref, initial: { tags: [] } };

/**
 * Says what one is interested in, in place of what was said before. When it was said is stored with it.
 *
 * @throws {ValidationError} of more than 100 tags, or one of more than 64 graphemes
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setInterests(client, { tags: ["science", "music"] });
 * ```
 */
export async function setInterests(
  client: ClientLike,
  settings: Fields<InterestsPref>,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingInterests(settings, Date.now()), options);
}

export function settingInterests(settings: Fields<InterestsPref>, now: number): Edit {
  const updatedAt = new Date(now).toISOString();
  return changeKind(interests, (pref) => {
    // The type of a required field lets undefined through, the schema does not.
    const changed = { ...pref, ...settings } as InterestsPref;
    return isSame(changed, pref) ? pref : { ...changed, updatedAt: settings.updatedAt ?? updatedAt };
  });
}
