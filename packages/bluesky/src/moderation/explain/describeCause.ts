import type { LabelCause, ModerationCause } from "../contract/ModerationCause.ts";
import type { Moderation } from "../decide/createModeration.ts";
import { chooseStrings, globalLabelStrings } from "./labelStrings.ts";

/** Options of {@link describeCause}. */
export interface DescribeCauseOptions {
  /** The languages that are wanted for what labelers say, best first. @default ["en"] */
  readonly langs?: readonly string[] | undefined;
}

/** A cause in words that a person understands. */
export interface CauseDescription {
  /** What it is, in a few words: "Muted word", or the name of a label. */
  readonly title: string;
  /** What it means, in a sentence. */
  readonly text: string;
  /** Who is behind it: "You", "The author", the name of a list or of a labeler. */
  readonly source: string;
  /** How the account can change it; nothing where it cannot. */
  readonly change: string | undefined;
}

/**
 * Says in words why something is covered, hidden or commented on: in English, but for what labelers say of their labels.
 *
 * @example
 * ```ts
 * const { blurs, noOverride } = moderatePost(post, moderation).ui("contentList");
 * const [first] = blurs;
 * if (first) show(describeCause(first, moderation, { langs: ["de"] }).title, { button: !noOverride });
 * ```
 */
export function describeCause(
  cause: ModerationCause,
  moderation: Moderation,
  options: DescribeCauseOptions = {},
): CauseDescription {
  const { source } = cause;
  const list = source.type === "list" ? source.list.name : undefined;
  switch (cause.type) {
    case "blocking":
      return list
        ? say("Blocked account", "A list that you block by has this account.", list, "Unsubscribe from the list.")
        : say("Blocked account", "You block this account.", "You", "Unblock the account.");
    case "blocked-by":
      return say("Blocked by this account", "This account blocks you.", "The account", undefined);
    case "muted":
      return list
        ? say("Muted account", "A list that you mute by has this account.", list, "Unsubscribe from the list.")
        : say("Muted account", "You have muted this account.", "You", "Unmute the account.");
    case "mute-word": {
      const words = [...new Set(cause.matches.map(({ word }) => `“${word.value}”`))].join(", ");
      return say("Muted word", `This has what you have muted: ${words}.`, "You", "Change your muted words.");
    }
    case "hidden":
      return say("Hidden post", "You have hidden this post.", "You", "Show the post again.");
    case "label":
      return describeLabel(cause, moderation, options.langs ?? []);
  }
}

function describeLabel(cause: LabelCause, { settings }: Moderation, langs: readonly string[]): CauseDescription {
  const { definition, source, label } = cause;
  const { configurable, flags, identifier, locales } = definition;
  const isLocked = flags.includes("adult") && !settings.preferences.adultContentEnabled;
  const strings = chooseStrings(locales, langs) ?? globalLabelStrings.get(identifier);
  return say(
    strings?.name ?? label.val,
    strings?.description ?? `This has the label ${label.val}.`,
    source.type === "labeler" ? (nameOf(source.did, settings.labelerNames) ?? source.did) : "The author",
    isLocked
      ? "Enable adult content in your moderation settings."
      : configurable
        ? "Change what you do with this label in your moderation settings."
        : flags.includes("unauthed")
          ? "Log in."
          : undefined,
  );
}

function nameOf(did: string, names: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.hasOwn(names, did) ? names[did] : undefined;
}

function say(title: string, text: string, source: string, change: string | undefined): CauseDescription {
  return { title, text, source, change };
}
