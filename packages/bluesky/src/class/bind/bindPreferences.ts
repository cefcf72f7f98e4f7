import type { PreferencesChange, PreferencesOptions } from "../../actions/preferences/change/PreferencesOptions.ts";
import {
  dismissNudges,
  queueNudges,
  removeNux,
  saveNux,
  setAppState,
} from "../../actions/preferences/kinds/appState.ts";
import { setFeedView } from "../../actions/preferences/kinds/feedView.ts";
import { hidePost, unhidePost } from "../../actions/preferences/kinds/hiddenPosts.ts";
import { setInterests } from "../../actions/preferences/kinds/interests.ts";
import { addLabeler, removeLabeler } from "../../actions/preferences/kinds/labelers.ts";
import { setAdultContent, setLabelVisibility } from "../../actions/preferences/kinds/labels.ts";
import { hideLiveEvent, setLiveEvents, unhideLiveEvent } from "../../actions/preferences/kinds/liveEvents.ts";
import { muteWord, unmuteWord } from "../../actions/preferences/kinds/mutedWords.ts";
import { setPersonalDetails } from "../../actions/preferences/kinds/personalDetails.ts";
import { setDefaultGates } from "../../actions/preferences/kinds/postInteraction.ts";
import { saveFeed, setSavedFeeds, unsaveFeed } from "../../actions/preferences/kinds/savedFeeds.ts";
import { setThreadView } from "../../actions/preferences/kinds/threadView.ts";
import { setVerification } from "../../actions/preferences/kinds/verification.ts";
import { readPreferences } from "../../actions/preferences/readPreferences.ts";
import type { UserPreferences } from "../../actions/preferences/UserPreferences.ts";
import { updatePreferences } from "../../actions/preferences/updatePreferences.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

type Change = Promise<PreferencesChange>;

/** The functions of `bluesky/actions` for preferences, bound to a client. Each does one change; `update` does many in one write. */
export interface BoundPreferences {
  /** Reads the preferences. It never writes. */
  read(options?: CallOptions): Promise<UserPreferences>;
  /** Makes many changes in one write. */
  update(change: Parameters<typeof updatePreferences>[1], options?: PreferencesOptions): Change;
  /** Mutes a word. */
  muteWord(word: string, options?: Parameters<typeof muteWord>[2]): Change;
  /** Unmutes a word. */
  unmuteWord(word: Parameters<typeof unmuteWord>[1], options?: PreferencesOptions): Change;
  /** Hides a post from oneself. */
  hidePost(post: Parameters<typeof hidePost>[1], options?: PreferencesOptions): Change;
  /** Shows oneself a hidden post again. */
  unhidePost(post: Parameters<typeof unhidePost>[1], options?: PreferencesOptions): Change;
  /** Saves a feed or a list, pins it, or takes the pin off. */
  saveFeed(feed: Parameters<typeof saveFeed>[1], options?: Parameters<typeof saveFeed>[2]): Change;
  /** Takes a feed or a list off the saved ones. */
  unsaveFeed(feed: Parameters<typeof unsaveFeed>[1], options?: PreferencesOptions): Change;
  /** Saves these feeds, in this order, and no others. */
  setSavedFeeds(feeds: Parameters<typeof setSavedFeeds>[1], options?: PreferencesOptions): Change;
  /** Allows or forbids adult content. */
  setAdultContent(settings: Parameters<typeof setAdultContent>[1], options?: PreferencesOptions): Change;
  /** Says what happens to posts and accounts with a label. */
  setLabelVisibility(
    label: string,
    visibility: Parameters<typeof setLabelVisibility>[2],
    options?: Parameters<typeof setLabelVisibility>[3],
  ): Change;
  /** Subscribes to a labeler. */
  addLabeler(labeler: string, options?: PreferencesOptions): Change;
  /** Ends the subscription to a labeler. */
  removeLabeler(labeler: string, options?: PreferencesOptions): Change;
  /** Says what is left out of a feed. */
  setFeedView(feed: string, settings: Parameters<typeof setFeedView>[2], options?: PreferencesOptions): Change;
  /** Says in which order replies are shown. */
  setThreadView(settings: Parameters<typeof setThreadView>[1], options?: PreferencesOptions): Change;
  /** Says what one is interested in. */
  setInterests(settings: Parameters<typeof setInterests>[1], options?: PreferencesOptions): Change;
  /** Says when one was born. */
  setPersonalDetails(details: Parameters<typeof setPersonalDetails>[1], options?: PreferencesOptions): Change;
  /** Says who can reply and quote, where the app is not told otherwise. */
  setDefaultGates(gates: Parameters<typeof setDefaultGates>[1], options?: PreferencesOptions): Change;
  /** Shows or hides the badges of verified accounts. */
  setVerification(settings: Parameters<typeof setVerification>[1], options?: PreferencesOptions): Change;
  /** Hides a live event. */
  hideLiveEvent(feedId: string, options?: PreferencesOptions): Change;
  /** Shows a hidden live event again. */
  unhideLiveEvent(feedId: string, options?: PreferencesOptions): Change;
  /** Hides all live events, or shows those that are not hidden by themselves. */
  setLiveEvents(settings: Parameters<typeof setLiveEvents>[1], options?: PreferencesOptions): Change;
  /** Queues nudges, which the app of Bluesky shows. */
  queueNudges(nudges: string | readonly string[], options?: PreferencesOptions): Change;
  /** Takes nudges out of the queue. */
  dismissNudges(nudges: string | readonly string[], options?: PreferencesOptions): Change;
  /** Sets the state of the app of Bluesky. */
  setAppState(settings: Parameters<typeof setAppState>[1], options?: PreferencesOptions): Change;
  /** Stores what the app of Bluesky has shown of something new. */
  saveNux(nux: Parameters<typeof saveNux>[1], options?: PreferencesOptions): Change;
  /** Removes what the app of Bluesky has shown of something new. */
  removeNux(ids: string | readonly string[], options?: PreferencesOptions): Change;
}

/** Binds the functions for preferences to a client. */
export function bindPreferences(client: ClientLike): BoundPreferences {
  return bind<BoundPreferences>(client, {
    ...{ read: readPreferences, update: updatePreferences, muteWord, unmuteWord, hidePost, unhidePost },
    ...{ saveFeed, unsaveFeed, setSavedFeeds, setAdultContent, setLabelVisibility, addLabeler, removeLabeler },
    ...{ setFeedView, setThreadView, setInterests, setPersonalDetails, setDefaultGates, setVerification },
    ...{ hideLiveEvent, unhideLiveEvent, setLiveEvents },
    ...{ queueNudges, dismissNudges, setAppState, saveNux, removeNux },
  });
}
