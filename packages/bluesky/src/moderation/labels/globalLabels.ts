import type { LabelSetting, ModerationBehavior } from "../contract/Behavior.ts";
import type { LabelDefinition, LabelFlag } from "../contract/LabelDefinition.ts";

/** What accounts do with labels until they choose something else. */
export const defaultLabelSettings: Readonly<Record<string, LabelSetting>> = {
  porn: "hide",
  sexual: "warn",
  nudity: "ignore",
  "graphic-media": "warn",
};

const BLUR = "blur" as const;
const PICTURES: ModerationBehavior = { avatar: BLUR, banner: BLUR };
const CONTENT: ModerationBehavior = { contentList: BLUR, contentView: BLUR };
const PROFILE: ModerationBehavior = { ...PICTURES, displayName: BLUR };
const WARNED: ModerationBehavior = { profileList: BLUR, profileView: BLUR, ...PICTURES, ...CONTENT };

/** The labels that mean the same whoever gives them. A `Map`: any author can give a label the name of what objects inherit. */
export function globalLabels(): ReadonlyMap<string, LabelDefinition> {
  const all = { account: { ...WARNED, displayName: BLUR }, profile: PROFILE, content: CONTENT };
  const media = { account: PICTURES, profile: PICTURES, content: { contentMedia: BLUR } };
  const define = (
    identifier: string,
    defaultSetting: LabelSetting,
    flags: readonly LabelFlag[],
    behaviors: LabelDefinition["behaviors"],
    isOfMedia = false,
  ): LabelDefinition => ({
    identifier,
    configurable: isOfMedia,
    defaultSetting,
    flags,
    severity: identifier === "!hide" ? "alert" : "none",
    blurs: isOfMedia ? "media" : "content",
    behaviors,
    locales: [],
  });
  const ofMedia = (identifier: string, defaultSetting: LabelSetting, ...flags: LabelFlag[]): LabelDefinition =>
    define(identifier, defaultSetting, flags, media, true);
  const definitions = [
    define("!hide", "hide", ["no-override", "no-self"], all),
    define("!warn", "warn", ["no-self"], { ...all, account: WARNED }),
    define("!no-unauthenticated", "hide", ["no-override", "unauthed"], all),
    ofMedia("porn", "hide", "adult"),
    ofMedia("sexual", "warn", "adult"),
    ofMedia("nudity", "ignore"),
    ofMedia("graphic-media", "warn", "adult"),
    // What `graphic-media` was called before.
    ofMedia("gore", "warn", "adult"),
  ];
  return new Map(definitions.map((definition) => [definition.identifier, definition]));
}
