import { LiveEventPreferences } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import { changeList } from "../entries/changeList.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import type { Fields } from "./Fields.ts";

export const liveEvents: Kind<LiveEventPreferences> = {
  schema: LiveEventPreferences,
  lists: ["hiddenFeedIds"],
  initial: {},
};

/** What is said of all live events. */
export type LiveEventSettings = Pick<Fields<LiveEventPreferences>, "hideAllFeeds">;

/**
 * Hides a live event.
 *
 * @param feedId the id of its feed
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await hideLiveEvent(client, "finals-2026");
 * ```
 */
export async function hideLiveEvent(
  client: ClientLike,
  feedId: string,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, hidingLiveEvent(feedId, true), options);
}

/**
 * Shows a hidden live event again.
 *
 * @param feedId the id of its feed
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await unhideLiveEvent(client, "finals-2026");
 * ```
 */
export async function unhideLiveEvent(
  client: ClientLike,
  feedId: string,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, hidingLiveEvent(feedId, false), options);
}

/**
 * Hides all live events, or shows those that are not hidden by themselves.
 *
 * @throws {ValidationError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setLiveEvents(client, { hideAllFeeds: true });
 * ```
 */
export async function setLiveEvents(
  client: ClientLike,
  settings: LiveEventSettings,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingLiveEvents(settings), options);
}

export function hidingLiveEvent(feedId: string, isHidden: boolean): Edit {
  return changeKind(liveEvents, (pref) => {
    const hiddenFeedIds = changeList(pref.hiddenFeedIds, [feedId], isHidden);
    return hiddenFeedIds.length > 0 || pref.hiddenFeedIds ? { ...pref, hiddenFeedIds } : pref;
  });
}

export function settingLiveEvents(settings: LiveEventSettings): Edit {
  return changeKind(liveEvents, (pref) => ({ ...pref, ...settings }));
}
