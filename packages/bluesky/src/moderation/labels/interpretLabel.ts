import type { ModerationBehavior } from "../contract/Behavior.ts";
import type { LabelDefinition, LabelStrings } from "../contract/LabelDefinition.ts";

/** What a labeler says of one of its labels (`com.atproto.label.defs#labelValueDefinition`). */
export interface LabelValueDefinitionLike {
  /** The value of the label. */
  readonly identifier: string;
  /** How grave it is: `alert` shows a warning, `inform` something neutral, `none` neither. */
  readonly severity: string;
  /** What it covers: `content`, `media` or `none`. */
  readonly blurs: string;
  /** What is done with it where an account has not chosen. @default "warn" */
  readonly defaultSetting?: string | undefined;
  /** Whether it needs adult content to be enabled. @default false */
  readonly adultOnly?: boolean | undefined;
  /** Its names, by language. */
  readonly locales: readonly LabelStrings[];
}

/**
 * Makes of a labeler's definition of a label what it means for what is shown.
 *
 * @param definedBy the labeler's DID
 * @see https://docs.bsky.app/docs/advanced-guides/moderation#custom-labels
 */
export function interpretLabel(definition: LabelValueDefinitionLike, definedBy: string): LabelDefinition {
  const { adultOnly, blurs, severity, defaultSetting } = definition;
  const note = severity === "alert" || severity === "inform" ? severity : undefined;
  const profile: ModerationBehavior = { profileList: note, profileView: note };
  const pictures: ModerationBehavior = { ...profile, avatar: "blur", banner: "blur" };
  const content: ModerationBehavior = {
    contentList: blurs === "content" ? "blur" : note,
    contentView: blurs === "content" && adultOnly ? "blur" : note,
  };
  return {
    ...definition,
    definedBy,
    configurable: true,
    defaultSetting: defaultSetting === "hide" || defaultSetting === "ignore" ? defaultSetting : "warn",
    flags: adultOnly ? ["no-self", "adult"] : ["no-self"],
    behaviors:
      blurs === "media"
        ? { account: pictures, profile: pictures, content: { contentMedia: "blur" } }
        : blurs === "content" || blurs === "none"
          ? { account: { ...profile, ...content }, profile, content }
          : { account: {}, profile: {}, content: {} },
  };
}
