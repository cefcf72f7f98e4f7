import {
  createModeration,
  interpretLabel,
  type ModerationDecision,
  type ModerationSettings,
  moderateFeedGenerator,
  moderateList,
  moderateNotification,
  moderatePost,
  moderateProfile,
  moderateStatus,
} from "bluesky/moderation";
import type { Case } from "./makeCase.ts";

const decide = {
  post: moderatePost,
  profile: moderateProfile,
  notification: moderateNotification,
  feedGenerator: moderateFeedGenerator,
  userList: moderateList,
  status: moderateStatus,
} as const;

/** The settings of a case, as we take them. */
export function settingsOf({ did, preferences, definitions }: Case): ModerationSettings {
  const interpreted = Object.entries(definitions).map(
    ([labeler, all]) => [labeler, all.map((one) => interpretLabel(one, labeler))] as const,
  );
  return { did, preferences, definitions: Object.fromEntries(interpreted) };
}

/** What we decide in a case. */
export function oursOf(one: Case): ModerationDecision {
  return decide[one.kind](one.subject as never, createModeration(settingsOf(one))); // made to fit its kind
}
