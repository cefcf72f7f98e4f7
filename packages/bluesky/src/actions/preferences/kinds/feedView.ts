import { FeedViewPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import type { Fields } from "./Fields.ts";

export const feedViews: Kind<FeedViewPref> = { schema: FeedViewPref, initial: { feed: "" } };

/**
 * Says what is left out of a feed: replies, reposts, quotes.
 *
 * @param feed its URI, or `home` for those whom one follows
 * @throws {ValidationError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setFeedView(client, "home", { hideReposts: true });
 * ```
 */
export async function setFeedView(
  client: ClientLike,
  feed: string,
  settings: Omit<Fields<FeedViewPref>, "feed">,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingFeedView(feed, settings), options);
}

export function settingFeedView(feed: string, settings: Omit<Fields<FeedViewPref>, "feed">): Edit {
  return changeKind(
    feedViews,
    (pref) => ({ ...pref, ...settings, feed }),
    (pref) => pref.feed === feed,
  );
}
