import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { DeclaredAgePref, PersonalDetailsPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";

export const personalDetails: Kind<PersonalDetailsPref> = { schema: PersonalDetailsPref, initial: {} };
/** The server makes it of the birth date. Nobody writes it. */
export const declaredAge: Kind<DeclaredAgePref> = { schema: DeclaredAgePref, initial: {} };

/** What an account says of its owner. */
export interface PersonalDetails {
  /** As a date or an ISO string. `undefined` takes it away. */
  readonly birthDate: Date | string | undefined;
}

/**
 * Says when one was born. Only a session with the account's own password sees and changes that: servers show other ones (app
 * passwords, OAuth) what follows from it, as `declaredAge` of `readPreferences`.
 *
 * @throws {PreferencesError} `password_needed`, `change_lost`
 * @throws {InvalidOptionError} where it is no date
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setPersonalDetails(client, { birthDate: "1990-05-17T00:00:00.000Z" });
 * ```
 */
export async function setPersonalDetails(
  client: ClientLike,
  details: PersonalDetails,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingPersonalDetails(details), options);
}

/** @throws {InvalidOptionError} */
export function settingPersonalDetails({ birthDate }: PersonalDetails): Edit {
  const date = birthDate === undefined ? undefined : new Date(birthDate);
  if (date && Number.isNaN(date.getTime())) {
    throw invalidOption("birthDate", "Expected a date, or an ISO string of one, as `birthDate`.");
  }
  return changeKind(personalDetails, (pref) => ({ ...pref, birthDate: date?.toISOString() }));
}
