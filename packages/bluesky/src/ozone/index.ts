export type { ActOptions, ModerationEvent, TimedOptions } from "./act/emit.ts";
export { label, tag, type ValueChange } from "./act/label.ts";
export { muteReporter, muteSubject, unmuteReporter, unmuteSubject } from "./act/mute.ts";
export { type AcknowledgeOptions, acknowledge, escalate, prioritize, resolveAppeal } from "./act/review.ts";
export { reverseTakedown, type TakeDownOptions, takeDown } from "./act/takeDown.ts";
export { type CommentOptions, comment, email, type OzoneEmail } from "./act/write.ts";
export { getStatus } from "./review/getStatus.ts";
export { type HistoryOptions, history } from "./review/history.ts";
export { type QueueOptions, queue } from "./review/queue.ts";
export {
  addToSet,
  type ListSetsOptions,
  type ListSetValuesOptions,
  listSets,
  listSetValues,
  removeFromSet,
  removeSet,
  type SaveSetOptions,
  saveSet,
} from "./sets/sets.ts";
export type { OzoneSubject } from "./subject/OzoneSubject.ts";
export {
  addTeamMember,
  changeTeamMember,
  type ListTeamOptions,
  listTeam,
  removeTeamMember,
  type TeamMemberChange,
  type TeamRole,
} from "./team/members.ts";
export {
  addTemplate,
  changeTemplate,
  type EmailTemplate,
  type EmailTemplateChange,
  getTemplates,
  removeTemplate,
} from "./templates/templates.ts";
