import type {
  BskyAppStatePref,
  ContentLabelPref,
  DeclaredAgePref,
  FeedViewPref,
  InterestsPref,
  LiveEventPreferences,
  MutedWord,
  PostInteractionSettingsPref,
  SavedFeed,
  ThreadViewPref,
  VerificationPrefs,
} from "../../lexicons/app/bsky/actor/defs.ts";
import { type Kind, type Parts, understand } from "./entries/Kind.ts";
import type { Edit, PreferenceEntries, PreferenceEntry } from "./entries/PreferenceEntry.ts";
import { readEntries, readKind } from "./entries/readKind.ts";
import { appState } from "./kinds/appState.ts";
import { feedViews } from "./kinds/feedView.ts";
import { hiddenPosts } from "./kinds/hiddenPosts.ts";
import { interests } from "./kinds/interests.ts";
import { labelers } from "./kinds/labelers.ts";
import { adultContent, contentLabels } from "./kinds/labels.ts";
import { liveEvents } from "./kinds/liveEvents.ts";
import { mutedWords } from "./kinds/mutedWords.ts";
import { declaredAge, personalDetails } from "./kinds/personalDetails.ts";
import { postInteraction } from "./kinds/postInteraction.ts";
import { readSavedFeeds, savedFeedsV1, savedFeedsV2 } from "./kinds/savedFeeds.ts";
import { threadView } from "./kinds/threadView.ts";
import { verification } from "./kinds/verification.ts";

/** The preferences of an account, as they are understood: plain data. Where there are two entries of a kind, they count as one. */
export interface UserPreferences {
  /** Whether adult content is allowed. */
  readonly adultContent: boolean;
  /** What happens to posts with a label, where something is said of it. What was `show` once is `ignore`. */
  readonly labels: readonly ContentLabelPref[];
  /** DIDs of the labelers that are subscribed to, without those that every account has. */
  readonly labelers: readonly string[];
  /** Saved feeds and lists, and the feed of those whom one follows. Of an account that has saved none in this form, ids are new ones. */
  readonly savedFeeds: readonly SavedFeed[];
  /** What is left out of which feed. */
  readonly feedViews: readonly FeedViewPref[];
  /** In which order replies are shown. */
  readonly threadView: ThreadViewPref;
  /** What one is interested in. */
  readonly interests: InterestsPref;
  /** Muted words, those too whose time is over. */
  readonly mutedWords: readonly MutedWord[];
  /** URIs of hidden posts. */
  readonly hiddenPosts: readonly string[];
  /** The state of the app of Bluesky. */
  readonly appState: BskyAppStatePref;
  /** Who can reply to one's posts, and who can quote them, where the app is not told otherwise. */
  readonly postInteraction: PostInteractionSettingsPref;
  /** How verified accounts are shown. */
  readonly verification: VerificationPrefs;
  /** Which live events are hidden. */
  readonly liveEvents: LiveEventPreferences;
  /** When one was born. Only a session with the account's own password sees it. */
  readonly birthDate: string | undefined;
  /** Whether there is a birth date that this session does not see. */
  readonly isBirthDateHidden: boolean;
  /** What follows from the birth date; undefined where there is none. */
  readonly declaredAge: DeclaredAgePref | undefined;
  /** Entries of other kinds. Changes keep them. */
  readonly unknown: PreferenceEntries;
  /**
   * Entries of these kinds that are not as the lexicon wants them, and of lists the bad items. Changes keep them too, though servers
   * may refuse to take them back: then `removeInvalid` of `updatePreferences` is the way out.
   */
  readonly invalid: PreferenceEntries;
  /** Everything, as it is stored. */
  readonly entries: PreferenceEntries;
}

/** Says what stored preferences mean. */
export function interpretEntries(entries: PreferenceEntries): UserPreferences {
  const { birthDate } = readKind(entries, personalDetails);
  const [age] = readEntries(entries, declaredAge);
  return {
    adultContent: readKind(entries, adultContent).enabled,
    labels: readEntries(entries, contentLabels).map((label) =>
      label.visibility === "show" ? { ...label, visibility: "ignore" } : label,
    ),
    labelers: readKind(entries, labelers).labelers.map(({ did }) => did),
    savedFeeds: readSavedFeeds(entries),
    feedViews: readEntries(entries, feedViews),
    threadView: readKind(entries, threadView),
    interests: readKind(entries, interests),
    mutedWords: readKind(entries, mutedWords).items,
    hiddenPosts: readKind(entries, hiddenPosts).items,
    appState: readKind(entries, appState),
    postInteraction: readKind(entries, postInteraction),
    verification: readKind(entries, verification),
    liveEvents: readKind(entries, liveEvents),
    birthDate,
    isBirthDateHidden: age !== undefined && birthDate === undefined,
    declaredAge: age,
    unknown: entries.filter((entry) => kindOf(entry) === undefined),
    invalid: entries.flatMap((entry) => partsOf(entry).rest ?? []),
    entries,
  };
}

/** The entries without what is not as the lexicon wants it. */
export const removingInvalid: Edit = (entries) => {
  const isBad = entries.some((entry) => partsOf(entry).rest);
  return isBad ? entries.flatMap((entry) => (kindOf(entry) ? (partsOf(entry).known ?? []) : entry)) : entries;
};

function partsOf(entry: PreferenceEntry): Parts<object> {
  const kind = kindOf(entry);
  return kind ? understand(kind, entry) : {};
}

function kindOf({ $type }: PreferenceEntry): Kind<object> | undefined {
  return KINDS.find(({ schema }) => schema.id === $type);
}

// Of different types, of which nothing here depends.
const KINDS = [
  adultContent,
  contentLabels,
  labelers,
  savedFeedsV2,
  savedFeedsV1,
  personalDetails,
  declaredAge,
  feedViews,
  threadView,
  interests,
  mutedWords,
  hiddenPosts,
  appState,
  postInteraction,
  verification,
  liveEvents,
] as unknown as readonly Kind<object>[];
