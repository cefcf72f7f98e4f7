export type {
  LabelSetting,
  LabelTarget,
  ModerationBehavior,
  ModerationContext,
  ModerationEffect,
} from "./contract/Behavior.ts";
export type { LabelDefinition, LabelFlag, LabelStrings } from "./contract/LabelDefinition.ts";
export type { LabelCause, ModerationCause, ModerationSource, MutedWordMatch } from "./contract/ModerationCause.ts";
export type {
  LabelerSettings,
  ModerationPreferences,
  ModerationSettings,
  MutedWordLike,
} from "./contract/ModerationSettings.ts";
export type {
  CreatedSubject,
  LabelLike,
  ListLike,
  ListSubject,
  MessageSubject,
  NotificationSubject,
  PostSubject,
  ProfileSubject,
  StatusSubject,
  ViewerLike,
} from "./contract/ModerationSubject.ts";
export { createModeration, type Moderation } from "./decide/createModeration.ts";
export { ModerationDecision, type ModerationUi } from "./decide/ModerationDecision.ts";
export {
  moderateFeedGenerator,
  moderateList,
  moderateNotification,
  moderateStarterPack,
  moderateStatus,
} from "./decide/moderateCreated.ts";
export { type ModerateMessageOptions, moderateMessage } from "./decide/moderateMessage.ts";
export { moderatePost } from "./decide/moderatePost.ts";
export { moderateProfile } from "./decide/moderateProfile.ts";
export { type ModerateRecordOptions, moderateRecord, type RecordSubject } from "./decide/moderateRecord.ts";
export { type CauseDescription, type DescribeCauseOptions, describeCause } from "./explain/describeCause.ts";
export { type ModeratedStream, moderate } from "./filter/moderate.ts";
export {
  type ModeratedItem,
  type ModeratedItems,
  type ModerateOptions,
  moderateItems,
} from "./filter/moderateItems.ts";
export { moderateView } from "./filter/moderateView.ts";
export { activeLabels } from "./labels/activeLabels.ts";
export { defaultLabelSettings } from "./labels/globalLabels.ts";
export { interpretLabel, type LabelValueDefinitionLike } from "./labels/interpretLabel.ts";
export {
  type AgeAccess,
  type AgeFacts,
  type AgePlace,
  type AgeRegion,
  findAgeRegion,
} from "./settings/age/AgeRegion.ts";
export { type AgeDecision, decideAgeAccess } from "./settings/age/decideAgeAccess.ts";
export { type LoadAgeAccessOptions, loadAgeAccess } from "./settings/age/loadAgeAccess.ts";
export { createModeratedClient, type ModeratedClient } from "./settings/createModeratedClient.ts";
export { type LoadModerationOptions, loadModeration } from "./settings/loadModeration.ts";
export {
  type ReadModerationPreferencesOptions,
  readModerationPreferences,
} from "./settings/readModerationPreferences.ts";
