import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { type SavedFeed, SavedFeedsPref, SavedFeedsPrefV2 } from "../../../lexicons/app/bsky/actor/defs.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { parseAtUri } from "../../../syntax/atUri.ts";
import { nextTid } from "../../../syntax/tid.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import { changeList } from "../entries/changeList.ts";
import { isSame } from "../entries/isSame.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit, PreferenceEntries } from "../entries/PreferenceEntry.ts";
import { readEntries, readKind } from "../entries/readKind.ts";

export const savedFeedsV2: Kind<SavedFeedsPrefV2> = {
  schema: SavedFeedsPrefV2,
  lists: ["items"],
  initial: { items: [] },
};
/** What old programs read. It is changed along where it is there. */
export const savedFeedsV1: Kind<SavedFeedsPref> = {
  schema: SavedFeedsPref,
  lists: ["saved", "pinned"],
  initial: { saved: [], pinned: [] },
};

/** The kinds of saved feeds, by the collections of their records. */
const TYPES: ReadonlyMap<string | undefined, string> = /*#__PURE__*/ new Map([
  ["app.bsky.feed.generator", "feed"],
  ["app.bsky.graph.list", "list"],
]);
/** The feed of those whom one follows: it has no record. */
const FOLLOWING = "following";

/** How a feed is saved. */
export interface SavedFeedSettings {
  /** Whether it is one of the tabs of the home screen. @default as it is; of one that was not saved: false */
  readonly pinned?: boolean | undefined;
}

/** Options of {@link saveFeed}. */
export interface SaveFeedOptions extends SavedFeedSettings, PreferencesOptions {}

/** A feed to be saved. Its `id` is made where there is none. */
export type FeedToSave = Omit<SavedFeed, "id"> & { readonly id?: string | undefined };

/**
 * Saves a feed or a list, pins it, or takes the pin off.
 *
 * @param feed `following` is the feed of those whom one follows
 * @throws {InvalidOptionError} where it is neither
 * @throws {PostError} `post_not_found` where nobody has the handle in its URI
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await saveFeed(client, "https://bsky.app/profile/bsky.app/feed/whats-hot", { pinned: true });
 * ```
 */
export async function saveFeed(
  client: ClientLike,
  feed: SubjectRef,
  options: SaveFeedOptions = {},
): Promise<PreferencesChange> {
  const { pinned, verify, ...rest } = options;
  const left = countDown(client, rest);
  const value = await toValue(client, feed, left);
  return changePreferences(client, savingFeed(value, { pinned }), { ...left(), verify });
}

/**
 * Takes a feed or a list off the saved ones.
 *
 * @param feed as in `saveFeed`
 * @throws {InvalidOptionError}
 * @throws {PostError} `post_not_found` where nobody has the handle in its URI
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 * @example
 * ```ts
 * await unsaveFeed(client, feedUri);
 * ```
 */
export async function unsaveFeed(
  client: ClientLike,
  feed: SubjectRef,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  const { verify, ...rest } = options;
  const left = countDown(client, rest);
  const value = await toValue(client, feed, left);
  return changePreferences(client, unsavingFeed(value), { ...left(), verify });
}

/**
 * Saves these feeds, in this order, and no others. Pinned ones come before the rest.
 *
 * @throws {ValidationError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * const { savedFeeds } = await readPreferences(client);
 * await setSavedFeeds(client, savedFeeds.toReversed());
 * ```
 */
export async function setSavedFeeds(
  client: ClientLike,
  feeds: readonly FeedToSave[],
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingSavedFeeds(feeds), options);
}

/** @throws {InvalidOptionError} */
export function savingFeed(value: string, { pinned }: SavedFeedSettings): Edit {
  const type = typeOfFeed(value);
  const id = nextTid();
  return changingFeeds((items) => {
    const isThere = items.some((item) => item.value === value);
    const changed = items.map((item) => (item.value === value ? { ...item, pinned: pinned ?? item.pinned } : item));
    return isThere ? changed : [...items, { id, type, value, pinned: pinned ?? false }];
  });
}

export function unsavingFeed(value: string): Edit {
  return changingFeeds((items) => items.filter((item) => item.value !== value));
}

export function settingSavedFeeds(feeds: readonly FeedToSave[]): Edit {
  const wanted = feeds.map((feed) => ({ ...feed, id: feed.id ?? nextTid() }));
  // Of two with the same id the last one counts, as in the app.
  const once = wanted.filter(({ id }, i) => !wanted.some((other, j) => j > i && other.id === id));
  return changingFeeds((items) => once.map((feed) => ({ ...items.find(({ id }) => id === feed.id), ...feed })));
}

/** What is saved. An account without any has what the app begins with; those that old programs have saved are taken over. */
export function readSavedFeeds(entries: PreferenceEntries): SavedFeed[] {
  if (readEntries(entries, savedFeedsV2).length > 0) return readKind(entries, savedFeedsV2).items;
  const { saved, pinned } = readKind(entries, savedFeedsV1);
  const values = [...new Set([...pinned, ...saved])].filter((value) => TYPES.has(collectionOf(value)));
  return [
    { id: nextTid(), type: "timeline", value: FOLLOWING, pinned: true },
    ...values.map((value) => ({ id: nextTid(), type: typeOfFeed(value), value, pinned: pinned.includes(value) })),
  ];
}

function changingFeeds(change: (items: SavedFeed[]) => SavedFeed[]): Edit {
  return (entries) => {
    const items = readSavedFeeds(entries);
    const changed = change(items);
    if (isSame(changed, items)) return entries;
    const sorted = [...changed.filter(({ pinned }) => pinned), ...changed.filter(({ pinned }) => !pinned)];
    const next = changeKind(savedFeedsV2, (pref) => ({ ...pref, items: sorted }))(entries);
    if (readEntries(entries, savedFeedsV1).length === 0) return next;
    const uris = (feeds: readonly SavedFeed[], isMeant: (feed: SavedFeed) => boolean): string[] =>
      feeds.filter((feed) => feed.type !== "timeline" && isMeant(feed)).map(({ value }) => value);
    const all = uris(sorted, () => true);
    const gone = uris(items, ({ value }) => !all.includes(value));
    const unpinned = uris(sorted, ({ pinned }) => !pinned);
    return changeKind(savedFeedsV1, (pref) => ({
      ...pref,
      saved: changeList(changeList(pref.saved, gone, false), all, true),
      pinned: changeList(
        changeList(pref.pinned, [...gone, ...unpinned], false),
        uris(sorted, ({ pinned }) => pinned),
        true,
      ),
    }))(next);
  };
}

async function toValue(
  client: ClientLike,
  feed: SubjectRef,
  left: () => Parameters<typeof resolveSubject>[2],
): Promise<string> {
  return feed === FOLLOWING ? feed : (await resolveSubject(client, feed, left())).uri;
}

/** @throws {InvalidOptionError} */
function typeOfFeed(value: string): string {
  const type = value === FOLLOWING ? "timeline" : TYPES.get(collectionOf(value));
  if (type !== undefined) return type;
  throw invalidOption(
    "feed",
    `Expected "${FOLLOWING}", or the URI of a feed or of a list, got ${JSON.stringify(value)}.`,
  );
}

function collectionOf(value: string): string | undefined {
  return value.startsWith("at://") ? parseAtUri(value).collection : undefined;
}
