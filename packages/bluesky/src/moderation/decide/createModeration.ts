import type { LabelSetting } from "../contract/Behavior.ts";
import type { LabelDefinition } from "../contract/LabelDefinition.ts";
import type { ModerationSettings } from "../contract/ModerationSettings.ts";
import { globalLabels } from "../labels/globalLabels.ts";
import { MutedWords } from "../words/MutedWords.ts";

/** What decisions are taken by: settings, looked through once. */
export interface Moderation {
  /** The settings that it was made of. */
  readonly settings: ModerationSettings;
  /** The labelers whose labels count, as the option `labelers` of clients takes them: `did` or `did;redact`. */
  readonly labelers: readonly string[];
  /** @internal */
  readonly "~global": ReadonlyMap<string, LabelDefinition>;
  /** By labeler and identifier. @internal */
  readonly "~definitions": ReadonlyMap<string, ReadonlyMap<string, LabelDefinition>>;
  /** By labeler and identifier. @internal */
  readonly "~labelers": ReadonlyMap<string, ReadonlyMap<string, LabelSetting>>;
  /** By identifier. @internal */
  readonly "~labels": ReadonlyMap<string, LabelSetting>;
  /** @internal */
  readonly "~hidden": ReadonlySet<string>;
  /** @internal */
  readonly "~words": MutedWords | undefined;
}

/**
 * Makes what decisions are taken by. Where an account is logged in, `loadModeration` finds out its settings.
 *
 * @example
 * ```ts
 * const moderation = createModeration({
 *   did: "did:plc:abc",
 *   preferences: { adultContentEnabled: false, labels: {}, labelers: [], mutedWords: [], hiddenPosts: [] },
 * });
 * moderatePost(post, moderation).ui("contentList").filter;
 * ```
 */
export function createModeration(settings: ModerationSettings): Moderation {
  const { preferences, definitions = {}, corrected = false } = settings;
  const { labelers, labels, hiddenPosts, mutedWords } = preferences;
  // Of what is there twice the first counts, which a map has last.
  const ofLabelers = labelers.map(({ did, labels: chosen }) => [did, new Map(Object.entries(chosen))] as const);
  const defined = Object.entries(definitions).map(
    ([did, all]) => [did, new Map(all.map((one) => [one.identifier, one] as const).reverse())] as const,
  );
  return {
    settings,
    labelers: [...new Map(labelers.map(({ did, redact }) => [did, redact ? `${did};redact` : did])).values()],
    "~global": globalLabels(),
    "~definitions": new Map(defined),
    "~labelers": new Map(ofLabelers.reverse()),
    "~labels": new Map(Object.entries(labels)),
    "~hidden": new Set(hiddenPosts),
    "~words": mutedWords.length > 0 ? new MutedWords(mutedWords, corrected) : undefined,
  };
}
