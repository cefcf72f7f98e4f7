import type { ModerationBehavior, ModerationContext } from "../contract/Behavior.ts";
import type { ModerationCause } from "../contract/ModerationCause.ts";

/** What a user interface does with something in one context. Plain data. */
export interface ModerationUi {
  /** Leave it out of the list. Always `false` outside of lists. */
  readonly filter: boolean;
  /** Cover it. */
  readonly blur: boolean;
  /** Show a warning. */
  readonly alert: boolean;
  /** Say something neutral. */
  readonly inform: boolean;
  /** Whether what is covered stays so: offer no "show anyway". */
  readonly noOverride: boolean;
  /** Why it is left out, the cause that matters most first. */
  readonly filters: readonly ModerationCause[];
  /** Why it is covered, the cause that matters most first. */
  readonly blurs: readonly ModerationCause[];
  /** What is warned of, in the order in which it was found. */
  readonly alerts: readonly ModerationCause[];
  /** What there is to say that is neutral, in the order in which it was found. */
  readonly informs: readonly ModerationCause[];
}

const COVERED: ModerationBehavior = { contentList: "blur", contentView: "blur" };
const BLOCKED: ModerationBehavior = {
  ...COVERED,
  profileList: "blur",
  profileView: "alert",
  avatar: "blur",
  banner: "blur",
};
const BEHAVIORS: { readonly [Type in Exclude<ModerationCause["type"], "label">]: ModerationBehavior } = {
  blocking: BLOCKED,
  "blocked-by": BLOCKED,
  muted: { profileList: "inform", profileView: "alert", contentList: "blur", contentView: "inform" },
  "mute-word": COVERED,
  hidden: COVERED,
};

/** What there is to say of something, and what follows from it. */
export class ModerationDecision {
  /** The DID of the account that it is, or that it comes from. */
  readonly did: string;
  /** Whether that is the account that looks. Then nothing is taken out of lists, and all that is covered can be shown. */
  readonly isMe: boolean;
  /** In the order in which they were found. */
  readonly causes: readonly ModerationCause[];

  constructor(did: string, isMe: boolean, causes: readonly ModerationCause[]) {
    this.did = did;
    this.isMe = isMe;
    this.causes = causes;
  }

  /** Whether one of the two accounts blocks the other, or a quoted one. */
  get blocked(): boolean {
    return this.causes.some(isBlock);
  }

  /** Whether the account, or a quoted one, is muted. */
  get muted(): boolean {
    return this.causes.some(({ type }) => type === "muted");
  }

  /** What a user interface does in a context. */
  ui(context: ModerationContext): ModerationUi {
    const by: { [Effect in "filter" | "blur" | "alert" | "inform"]: ModerationCause[] } = {
      ...{ filter: [], blur: [], alert: [], inform: [] },
    };
    let noOverride = false;
    for (const cause of this.causes) {
      const { type } = cause;
      if (this.isMe && type !== "label" && type !== "hidden") continue;
      if (this.#filters(cause, context)) by.filter.push(cause);
      if (cause.downgraded) continue;
      const effect = (type === "label" ? cause.behavior : BEHAVIORS[type])[context];
      if (!effect) continue;
      by[effect].push(cause);
      if (effect === "blur" && (type === "label" ? cause.noOverride && !this.isMe : isBlock(cause))) noOverride = true;
    }
    const { filter, blur, alert, inform } = by;
    return {
      filter: filter.length > 0,
      blur: blur.length > 0,
      alert: alert.length > 0,
      inform: inform.length > 0,
      noOverride,
      filters: filter.sort(byPriority),
      blurs: blur.sort(byPriority),
      alerts: alert,
      informs: inform,
    };
  }

  #filters(cause: ModerationCause, context: ModerationContext): boolean {
    const inContent = context === "contentList";
    if (!inContent && context !== "profileList") return false;
    if (cause.type === "mute-word") return inContent;
    if (cause.type !== "label") return true;
    const isAbout = cause.target === "account" || (inContent && cause.target === "content");
    return isAbout && cause.setting === "hide" && !this.isMe;
  }
}

function isBlock({ type }: ModerationCause): boolean {
  return type === "blocking" || type === "blocked-by";
}

function byPriority(a: ModerationCause, b: ModerationCause): number {
  return a.priority - b.priority;
}
