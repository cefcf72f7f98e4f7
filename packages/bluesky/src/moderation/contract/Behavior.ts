/**
 * Where something is shown: an account in a list or on its own page, its avatar, banner and name; content in a list or on its own
 * page, and the media in it.
 */
export type ModerationContext =
  | "profileList"
  | "profileView"
  | "avatar"
  | "banner"
  | "displayName"
  | "contentList"
  | "contentView"
  | "contentMedia";

/** What is done with it there: cover it, show a warning, or say something neutral. */
export type ModerationEffect = "blur" | "alert" | "inform";

/** What a cause does, by context. What is not named is left as it is. */
export type ModerationBehavior = { readonly [Context in ModerationContext]?: ModerationEffect | undefined };

/** What a label is about: the account, its profile, or something that it has published. */
export type LabelTarget = "account" | "profile" | "content";

/** What an account has chosen to do with a label. Others than these three count as `warn`. */
export type LabelSetting = "ignore" | "warn" | "hide" | (string & {});
