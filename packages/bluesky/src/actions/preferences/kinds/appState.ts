import { BskyAppStatePref, type Nux } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import { changeList } from "../entries/changeList.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import type { Fields } from "./Fields.ts";

export const appState: Kind<BskyAppStatePref> = {
  schema: BskyAppStatePref,
  lists: ["queuedNudges", "nuxs"],
  initial: {},
};

/** What of the app's own state is set as a whole: the progress guide, and whether one tries beta features. */
export type AppStateSettings = Pick<Fields<BskyAppStatePref>, "activeProgressGuide" | "isBetaUser">;

/**
 * Queues nudges, which the app of Bluesky shows. The state of that app is its own: other apps do well to leave it alone.
 *
 * @throws {ValidationError} of more than 1,000
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await queueNudges(client, ["tour"]);
 * ```
 */
export async function queueNudges(
  client: ClientLike,
  nudges: string | readonly string[],
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, changingNudges(nudges, true), options);
}

/**
 * Takes nudges out of the queue.
 *
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await dismissNudges(client, "tour");
 * ```
 */
export async function dismissNudges(
  client: ClientLike,
  nudges: string | readonly string[],
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, changingNudges(nudges, false), options);
}

/**
 * Sets the state of the app of Bluesky: its progress guide, and whether one tries its beta features.
 *
 * @throws {ValidationError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setAppState(client, { activeProgressGuide: undefined, isBetaUser: true });
 * ```
 */
export async function setAppState(
  client: ClientLike,
  settings: AppStateSettings,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingAppState(settings), options);
}

/**
 * Stores what the app of Bluesky has shown of something new, in place of what it has stored under the same `id`.
 *
 * @throws {ValidationError} of more than 100
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await saveNux(client, { id: "NeueTypography", completed: true });
 * ```
 */
export async function saveNux(
  client: ClientLike,
  nux: Nux,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, savingNux(nux), options);
}

/**
 * Removes what the app of Bluesky has shown of something new.
 *
 * @param ids what is to be removed
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await removeNux(client, "NeueTypography");
 * ```
 */
export async function removeNux(
  client: ClientLike,
  ids: string | readonly string[],
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, removingNux(ids), options);
}

export function changingNudges(nudges: string | readonly string[], isIn: boolean): Edit {
  return changeKind(appState, (pref) => {
    const queuedNudges = changeList(pref.queuedNudges, [nudges].flat(), isIn);
    return queuedNudges.length > 0 || pref.queuedNudges ? { ...pref, queuedNudges } : pref;
  });
}

export function settingAppState(settings: AppStateSettings): Edit {
  return changeKind(appState, (pref) => ({ ...pref, ...settings }));
}

export function savingNux(nux: Nux): Edit {
  return changeKind(appState, (pref) => {
    const { nuxs = [] } = pref;
    const isThere = nuxs.some(({ id }) => id === nux.id);
    // Whatever else has been stored with it stays.
    const changed = nuxs.map((one) => (one.id === nux.id ? { ...one, ...nux } : one));
    return { ...pref, nuxs: isThere ? changed : [...nuxs, nux] };
  });
}

export function removingNux(ids: string | readonly string[]): Edit {
  const gone = [ids].flat();
  return changeKind(appState, (pref) =>
    pref.nuxs ? { ...pref, nuxs: pref.nuxs.filter(({ id }) => !gone.includes(id)) } : pref,
  );
}
