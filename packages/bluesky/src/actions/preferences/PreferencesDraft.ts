import type {
  AdultContentPref,
  BskyAppStatePref,
  FeedViewPref,
  InterestsPref,
  LiveEventPreferences,
  Nux,
  PostInteractionSettingsPref,
  ThreadViewPref,
  VerificationPrefs,
} from "../../lexicons/app/bsky/actor/defs.ts";
import type { Edit, PreferenceEntries } from "./entries/PreferenceEntry.ts";
import { changingNudges, removingNux, savingNux, settingAppState } from "./kinds/appState.ts";
import type { Fields } from "./kinds/Fields.ts";
import { settingFeedView } from "./kinds/feedView.ts";
import { hidingPost } from "./kinds/hiddenPosts.ts";
import { settingInterests } from "./kinds/interests.ts";
import { addingLabeler, removingLabeler } from "./kinds/labelers.ts";
import { type LabelSettings, type LabelVisibility, settingAdultContent, settingLabel } from "./kinds/labels.ts";
import { hidingLiveEvent, settingLiveEvents } from "./kinds/liveEvents.ts";
import { type MutedWordRef, type MutedWordSettings, mutingWord, unmutingWord } from "./kinds/mutedWords.ts";
import { type PersonalDetails, settingPersonalDetails } from "./kinds/personalDetails.ts";
import { settingPostInteraction } from "./kinds/postInteraction.ts";
import {
  type FeedToSave,
  type SavedFeedSettings,
  savingFeed,
  settingSavedFeeds,
  unsavingFeed,
} from "./kinds/savedFeeds.ts";
import { settingThreadView } from "./kinds/threadView.ts";
import { settingVerification } from "./kinds/verification.ts";
import { interpretEntries, removingInvalid, type UserPreferences } from "./UserPreferences.ts";

/** The preferences as they are to be: what `updatePreferences` lets a function change. Nothing here makes a call. */
export interface PreferencesDraft {
  /** The entries as they are stored, with what has been changed so far. Set it for what no method does. */
  entries: PreferenceEntries;
  /** What they mean. */
  readonly current: UserPreferences;
  /** Removes entries that are not as the lexicon wants them, and bad items of lists: all of `current.invalid`. */
  removeInvalid(): void;
  /** Mutes a word. */
  muteWord(word: string, settings?: MutedWordSettings): void;
  /** Unmutes a word. */
  unmuteWord(word: MutedWordRef): void;
  /** Hides a post, by its at-uri with a DID. */
  hidePost(uri: string): void;
  /** Shows a hidden post again. */
  unhidePost(uri: string): void;
  /** Saves a feed or list, by its at-uri with a DID, or `following`. */
  saveFeed(uri: string, settings?: SavedFeedSettings): void;
  /** Takes a feed or list off the saved ones. */
  unsaveFeed(uri: string): void;
  /** Saves these feeds and no others. */
  setSavedFeeds(feeds: readonly FeedToSave[]): void;
  /** Allows or forbids adult content. */
  setAdultContent(settings: Pick<AdultContentPref, "enabled">): void;
  /** Says what happens to posts with a label. */
  setLabelVisibility(label: string, visibility: LabelVisibility, settings?: LabelSettings): void;
  /** Subscribes to a labeler. */
  addLabeler(did: string): void;
  /** Ends the subscription to a labeler. */
  removeLabeler(did: string): void;
  /** Says what is left out of a feed. */
  setFeedView(feed: string, settings: Omit<Fields<FeedViewPref>, "feed">): void;
  /** Says in which order replies are shown. */
  setThreadView(settings: Fields<ThreadViewPref>): void;
  /** Says what one is interested in. */
  setInterests(settings: Fields<InterestsPref>): void;
  /** Says when one was born. */
  setPersonalDetails(details: PersonalDetails): void;
  /** Says who can reply and quote, by the rules of the lexicon. */
  setPostInteraction(settings: Fields<PostInteractionSettingsPref>): void;
  /** Shows or hides the badges of verified accounts. */
  setVerification(settings: Fields<VerificationPrefs>): void;
  /** Hides a live event. */
  hideLiveEvent(feedId: string): void;
  /** Shows a hidden live event again. */
  unhideLiveEvent(feedId: string): void;
  /** Hides all live events, or does not. */
  setLiveEvents(settings: Pick<Fields<LiveEventPreferences>, "hideAllFeeds">): void;
  /** Queues nudges. */
  queueNudges(nudges: string | readonly string[]): void;
  /** Takes nudges out of the queue. */
  dismissNudges(nudges: string | readonly string[]): void;
  /** Sets the state of the app of Bluesky. */
  setAppState(settings: Pick<Fields<BskyAppStatePref>, "activeProgressGuide" | "isBetaUser">): void;
  /** Stores what the app has shown of something new. */
  saveNux(nux: Nux): void;
  /** Removes what the app has shown of something new. */
  removeNux(ids: string | readonly string[]): void;
}

/** @param now when the change was asked for: it may be made several times, and is the same each time */
export function createDraft(given: PreferenceEntries, now: number): PreferencesDraft {
  const apply = (edit: Edit): void => {
    draft.entries = edit(draft.entries);
  };
  const draft: PreferencesDraft = {
    entries: given,
    get current() {
      return interpretEntries(draft.entries);
    },
    removeInvalid: () => apply(removingInvalid),
    muteWord: (word, settings = {}) => apply(mutingWord(word, settings, now)),
    unmuteWord: (word) => apply(unmutingWord(word)),
    hidePost: (uri) => apply(hidingPost(uri, true)),
    unhidePost: (uri) => apply(hidingPost(uri, false)),
    saveFeed: (uri, settings = {}) => apply(savingFeed(uri, settings)),
    unsaveFeed: (uri) => apply(unsavingFeed(uri)),
    setSavedFeeds: (feeds) => apply(settingSavedFeeds(feeds)),
    setAdultContent: (settings) => apply(settingAdultContent(settings)),
    setLabelVisibility: (label, visibility, settings = {}) => apply(settingLabel(label, visibility, settings)),
    addLabeler: (did) => apply(addingLabeler(did)),
    removeLabeler: (did) => apply(removingLabeler(did)),
    setFeedView: (feed, settings) => apply(settingFeedView(feed, settings)),
    setThreadView: (settings) => apply(settingThreadView(settings)),
    setInterests: (settings) => apply(settingInterests(settings, now)),
    setPersonalDetails: (details) => apply(settingPersonalDetails(details)),
    setPostInteraction: (settings) => apply(settingPostInteraction(settings)),
    setVerification: (settings) => apply(settingVerification(settings)),
    hideLiveEvent: (feedId) => apply(hidingLiveEvent(feedId, true)),
    unhideLiveEvent: (feedId) => apply(hidingLiveEvent(feedId, false)),
    setLiveEvents: (settings) => apply(settingLiveEvents(settings)),
    queueNudges: (nudges) => apply(changingNudges(nudges, true)),
    dismissNudges: (nudges) => apply(changingNudges(nudges, false)),
    setAppState: (settings) => apply(settingAppState(settings)),
    saveNux: (nux) => apply(savingNux(nux)),
    removeNux: (ids) => apply(removingNux(ids)),
  };
  return draft;
}
