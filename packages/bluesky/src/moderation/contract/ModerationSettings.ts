import type { LabelSetting } from "./Behavior.ts";
import type { LabelDefinition } from "./LabelDefinition.ts";

/** A word that an account has muted (`app.bsky.actor.defs#mutedWord`). */
export interface MutedWordLike {
  /** What servers tell it from others by. Decisions do not look at it. */
  readonly id?: string | undefined;
  /** The word, or several: found in any case. */
  readonly value: string;
  /** `content` for texts and tags, `tag` for tags alone. */
  readonly targets: readonly string[];
  /** `exclude-following`: not in what comes from those whom the account follows. @default "all" */
  readonly actorTarget?: string | undefined;
  /** When it ends, as a datetime. @default never */
  readonly expiresAt?: string | undefined;
}

/** A labeler whose labels count, and what the account does with those. */
export interface LabelerSettings {
  /** The labeler's DID. */
  readonly did: string;
  /** By the identifier of a label: goes over what is said for all labelers. */
  readonly labels: Readonly<Record<string, LabelSetting>>;
  /** Whether servers are asked to leave out what it takes down. @default false */
  readonly redact?: boolean | undefined;
}

/** What an account has chosen. */
export interface ModerationPreferences {
  /** Where it is not, adult content is covered, and cannot be shown anyway. */
  readonly adultContentEnabled: boolean;
  /** By the identifier of a label, whoever gives it. */
  readonly labels: Readonly<Record<string, LabelSetting>>;
  /** Labels of others do nothing, but for those that accounts give themselves. */
  readonly labelers: readonly LabelerSettings[];
  /** The words that the account has muted. */
  readonly mutedWords: readonly MutedWordLike[];
  /** at-uris. */
  readonly hiddenPosts: readonly string[];
}

/** All that decisions depend on. Plain data: it can be stored, and sent to a worker. */
export interface ModerationSettings {
  /** The DID of the account that looks; none where nobody is logged in. */
  readonly did?: string | undefined;
  /** What the account has chosen. */
  readonly preferences: ModerationPreferences;
  /** What labels mean that labelers have defined, by the labeler's DID. */
  readonly definitions?: Readonly<Record<string, readonly LabelDefinition[]>> | undefined;
  /** What labelers are called, by DID: for the texts that say why something is covered. */
  readonly labelerNames?: Readonly<Record<string, string>> | undefined;
  /**
   * Decide better than the official libraries where they err. Alt texts and cards beside a quote count as their author's. Those of
   * a quoted post that itself quotes are read in its language. A word with a slash does not end the search for a muted word. One's
   * own cards are read from the record too. One's own posts are not hidden from oneself. Muted words end at their instant,
   * whatever the time zone it is written in. Labels that were taken back, or have ended, do nothing.
   *
   * @default false: the very decisions of the official libraries
   */
  readonly corrected?: boolean | undefined;
}
