import type { LabelSetting, LabelTarget, ModerationBehavior } from "./Behavior.ts";
import type { LabelDefinition } from "./LabelDefinition.ts";
import type { MutedWordLike } from "./ModerationSettings.ts";
import type { LabelLike, ListLike } from "./ModerationSubject.ts";

/** A muted word that was found. */
export interface MutedWordMatch {
  /** The muted word. */
  readonly word: MutedWordLike;
  /** The word of the text that it was found in, or the muted word itself. */
  readonly predicate: string;
}

/** Who is behind a cause: the account that looks or that is looked at, a list, or a labeler. */
export type ModerationSource =
  | { readonly type: "user" }
  | { readonly type: "list"; readonly list: ListLike }
  | { readonly type: "labeler"; readonly did: string };

interface Origin {
  readonly source: ModerationSource;
  /** Whether it comes from what is quoted. Then it only takes the whole out of lists. */
  readonly downgraded: boolean;
}

/** A cause by a label. */
export interface LabelCause extends Origin {
  readonly type: "label";
  /** The label. */
  readonly label: LabelLike;
  /** What it means. */
  readonly definition: LabelDefinition;
  /** What it is on. */
  readonly target: LabelTarget;
  /** What is done with it: as the account has chosen, or by default. `hide` for adult content that is not enabled. */
  readonly setting: LabelSetting;
  /** What it does on this target, by context. */
  readonly behavior: ModerationBehavior;
  /** Whether what it covers cannot be shown anyway. */
  readonly noOverride: boolean;
  /** 1: cannot be shown anyway. 2: set to `hide`. 5: covers all of it. 7: in lists, or its media. 8: all else. */
  readonly priority: 1 | 2 | 5 | 7 | 8;
}

/** A reason to cover, hide or comment on something. The lower the priority, the more it matters. */
export type ModerationCause =
  | (Origin & { readonly type: "blocking"; readonly priority: 3 })
  | (Origin & { readonly type: "blocked-by"; readonly priority: 4 })
  | (Origin & { readonly type: "muted" | "hidden"; readonly priority: 6 })
  | (Origin & { readonly type: "mute-word"; readonly priority: 6; readonly matches: readonly MutedWordMatch[] })
  | LabelCause;
