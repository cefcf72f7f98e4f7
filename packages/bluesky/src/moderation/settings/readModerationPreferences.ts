import type { LabelSetting } from "../contract/Behavior.ts";
import type { ModerationPreferences, MutedWordLike } from "../contract/ModerationSettings.ts";
import { defaultLabelSettings } from "../labels/globalLabels.ts";

/** What labels were called before. Who has chosen for the old name has chosen for the new one. */
const RENAMED: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([
  ["nsfw", "porn"],
  ["gore", "graphic-media"],
  ["suggestive", "sexual"],
]);

/** Options of {@link readModerationPreferences}. */
export interface ReadModerationPreferencesOptions {
  /** DIDs of the labelers that count whatever the account has chosen: the network's. What they take down is left out of answers. */
  readonly labelers?: readonly string[] | undefined;
}

/** What of a preference is looked at. */
interface Preference {
  readonly $type?: unknown;
  readonly enabled?: boolean;
  readonly label?: string;
  readonly labelerDid?: string;
  readonly visibility?: string;
  readonly labelers?: readonly { readonly did: string }[];
  readonly items?: readonly unknown[];
}

/**
 * What the preferences of an account say about moderation. What they do not say is as in the official app: no adult content, and a
 * setting for each label of the protocol.
 *
 * @param preferences as `app.bsky.actor.getPreferences` gives them, to any client
 * @example
 * ```ts
 * const { preferences } = await getPreferences(client);
 * const moderation = createModeration({ did, preferences: readModerationPreferences(preferences) });
 * ```
 */
export function readModerationPreferences(
  preferences: readonly object[],
  options: ReadModerationPreferencesOptions = {},
): ModerationPreferences {
  const all: readonly Preference[] = preferences;
  const typed = (name: string): Preference[] => all.filter(({ $type }) => $type === `app.bsky.actor.defs#${name}`);
  const labels = new Map(Object.entries(defaultLabelSettings));
  const defaults = options.labelers ?? [];
  const chosen = (typed("labelersPref")[0]?.labelers ?? []).map(({ did }) => did);
  const labelers = new Map([...defaults, ...chosen].map((did) => [did, new Map<string, LabelSetting>()]));
  for (const { label = "", labelerDid, visibility = "" } of typed("contentLabelPref")) {
    // What `ignore` was called before.
    const setting = visibility === "show" ? "ignore" : visibility;
    if (labelerDid) labelers.get(labelerDid)?.set(label, setting);
    else for (const name of [label, RENAMED.get(label) ?? label]) labels.set(name, setting);
  }
  return {
    adultContentEnabled: typed("adultContentPref")[0]?.enabled ?? false,
    labels: Object.fromEntries(labels),
    labelers: [...labelers].map(([did, settings]) => ({
      did,
      labels: Object.fromEntries(settings),
      redact: defaults.includes(did),
    })),
    mutedWords: ((typed("mutedWordsPref")[0]?.items ?? []) as MutedWordLike[]).map((word) => ({
      ...word, // by the lexicon of the preference
      actorTarget: word.actorTarget || "all",
    })),
    hiddenPosts: (typed("hiddenPostsPref")[0]?.items ?? []) as string[], // the same
  };
}
