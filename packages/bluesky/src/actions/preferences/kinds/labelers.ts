import { LabelersPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";

export const labelers: Kind<LabelersPref> = {
  schema: LabelersPref,
  lists: ["labelers"],
  initial: { labelers: [] },
};

/**
 * Subscribes to a labeler. To have its labels in answers, name it in the option `labelers` of the client, too.
 *
 * @param labeler its DID
 * @throws {ValidationError} where it is no DID
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await addLabeler(client, "did:plc:ar7c4by46qjdydhdevvrndac");
 * ```
 */
export async function addLabeler(
  client: ClientLike,
  labeler: string,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, addingLabeler(labeler), options);
}

/**
 * Ends the subscription to a labeler. What was set for its labels stays, for the day that it is added again.
 *
 * @param labeler its DID
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await removeLabeler(client, "did:plc:ar7c4by46qjdydhdevvrndac");
 * ```
 */
export async function removeLabeler(
  client: ClientLike,
  labeler: string,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, removingLabeler(labeler), options);
}

export function addingLabeler(did: string): Edit {
  return changeKind(labelers, (pref) =>
    pref.labelers.some((one) => one.did === did) ? pref : { ...pref, labelers: [...pref.labelers, { did }] },
  );
}

export function removingLabeler(did: string): Edit {
  return changeKind(labelers, (pref) => ({ ...pref, labelers: pref.labelers.filter((one) => one.did !== did) }));
}
