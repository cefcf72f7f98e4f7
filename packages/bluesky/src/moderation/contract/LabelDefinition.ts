import type { LabelSetting, LabelTarget, ModerationBehavior } from "./Behavior.ts";

/**
 * What else is to be known of a label. `no-override`: what it covers cannot be shown anyway. `adult`: it needs adult content to be
 * enabled. `unauthed`: it is for those only who are not logged in. `no-self`: accounts cannot give it to themselves.
 */
export type LabelFlag = "no-override" | "adult" | "unauthed" | "no-self";

/** The name of a label and what it means, in one language. */
export interface LabelStrings {
  /** The language, by BCP 47. */
  readonly lang: string;
  /** A short name. */
  readonly name: string;
  /** What it is given for, in a sentence or more. */
  readonly description: string;
}

/** What a label means for what is shown. */
export interface LabelDefinition {
  /** The value of the label. */
  readonly identifier: string;
  /** The DID of the labeler that defines it; none of those that the protocol itself defines. */
  readonly definedBy?: string | undefined;
  /** Whether accounts may choose what to do with it. */
  readonly configurable: boolean;
  /** What is done with it where the account has not chosen. */
  readonly defaultSetting: LabelSetting;
  /** What else is to be known of it. */
  readonly flags: readonly LabelFlag[];
  /** `alert`, `inform` or `none`: how grave it is. */
  readonly severity: string;
  /** `content`, `media` or `none`: what it covers. */
  readonly blurs: string;
  /** What it does, by what it is on. */
  readonly behaviors: { readonly [Target in LabelTarget]?: ModerationBehavior | undefined };
  /** Its names, as its labeler gives them. */
  readonly locales: readonly LabelStrings[];
}
