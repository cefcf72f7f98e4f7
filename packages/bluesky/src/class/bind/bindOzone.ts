import type { TemplateView } from "../../lexicons/tools/ozone/communication/defs.ts";
import type { SubjectStatusView } from "../../lexicons/tools/ozone/moderation/defs.ts";
import type { queryEvents } from "../../lexicons/tools/ozone/moderation/queryEvents.ts";
import type { SetView } from "../../lexicons/tools/ozone/set/defs.ts";
import type { Member } from "../../lexicons/tools/ozone/team/defs.ts";
import type { ActOptions, ModerationEvent, TimedOptions } from "../../ozone/act/emit.ts";
import { label, tag, type ValueChange } from "../../ozone/act/label.ts";
import { muteReporter, muteSubject, unmuteReporter, unmuteSubject } from "../../ozone/act/mute.ts";
import { type AcknowledgeOptions, acknowledge, escalate, prioritize, resolveAppeal } from "../../ozone/act/review.ts";
import { reverseTakedown, type TakeDownOptions, takeDown } from "../../ozone/act/takeDown.ts";
import { type CommentOptions, comment, email, type OzoneEmail } from "../../ozone/act/write.ts";
import { getStatus } from "../../ozone/review/getStatus.ts";
import { type HistoryOptions, history } from "../../ozone/review/history.ts";
import { type QueueOptions, queue } from "../../ozone/review/queue.ts";
import {
  addToSet,
  type ListSetsOptions,
  type ListSetValuesOptions,
  listSets,
  listSetValues,
  removeFromSet,
  removeSet,
  type SaveSetOptions,
  saveSet,
} from "../../ozone/sets/sets.ts";
import type { OzoneSubject } from "../../ozone/subject/OzoneSubject.ts";
import {
  addTeamMember,
  changeTeamMember,
  type ListTeamOptions,
  listTeam,
  removeTeamMember,
  type TeamMemberChange,
  type TeamRole,
} from "../../ozone/team/members.ts";
import {
  addTemplate,
  changeTemplate,
  type EmailTemplate,
  type EmailTemplateChange,
  getTemplates,
  removeTemplate,
} from "../../ozone/templates/templates.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

/** The functions of `bluesky/ozone`, as they are once they are bound to a client. */
export interface BoundOzone {
  /** The subjects that moderators look through, the one that was reported last first. */
  queue(options?: QueueOptions): AsyncGenerator<SubjectStatusView, void, undefined>;
  /** How a subject stands. `undefined`: nobody has ever reported it or acted on it. */
  getStatus(subject: OzoneSubject, options?: CallOptions): Promise<SubjectStatusView | undefined>;
  /** What was reported about a subject, and done to it, the last first. */
  history(subject: OzoneSubject, options?: HistoryOptions): AsyncGenerator<queryEvents.Item, void, undefined>;
  /** Closes what was reported, without further consequences. */
  acknowledge(subject: OzoneSubject, options?: AcknowledgeOptions): Promise<ModerationEvent>;
  /** Passes a subject on to those who decide harder cases. */
  escalate(subject: OzoneSubject, options?: ActOptions): Promise<ModerationEvent>;
  /** Closes an appeal. */
  resolveAppeal(subject: OzoneSubject, options?: ActOptions): Promise<ModerationEvent>;
  /** Says how urgent a subject is: 0 to 100. */
  prioritize(subject: OzoneSubject, score: number, options?: ActOptions): Promise<ModerationEvent>;
  /** Gives an account or a record labels, and takes labels back. */
  label(subject: OzoneSubject, values: ValueChange, options?: TimedOptions): Promise<ModerationEvent>;
  /** Gives a subject tags, which are for moderators alone, and takes tags off. */
  tag(subject: OzoneSubject, tags: ValueChange, options?: TimedOptions): Promise<ModerationEvent>;
  /** Takes down an account or a record, for some hours or for ever. */
  takeDown(subject: OzoneSubject, options?: TakeDownOptions): Promise<ModerationEvent>;
  /** Takes a takedown back. */
  reverseTakedown(subject: OzoneSubject, options?: ActOptions): Promise<ModerationEvent>;
  /** Writes a note on a subject, for other moderators. */
  comment(subject: OzoneSubject, text: string, options?: CommentOptions): Promise<ModerationEvent>;
  /** Sends an e-mail to the owner of an account. */
  email(account: OzoneSubject, message: OzoneEmail, options?: ActOptions): Promise<ModerationEvent>;
  /** Keeps a subject out of queues for some hours. */
  muteSubject(subject: OzoneSubject, hours: number, options?: ActOptions): Promise<ModerationEvent>;
  /** Lets a subject into queues again. */
  unmuteSubject(subject: OzoneSubject, options?: ActOptions): Promise<ModerationEvent>;
  /** Has what an account reports no longer open subjects. */
  muteReporter(account: OzoneSubject, options?: TimedOptions): Promise<ModerationEvent>;
  /** Lets an account's reports count again. */
  unmuteReporter(account: OzoneSubject, options?: ActOptions): Promise<ModerationEvent>;
  /** The members of the team. */
  listTeam(options?: ListTeamOptions): AsyncGenerator<Member, void, undefined>;
  /** Takes an account into the team. For administrators. */
  addTeamMember(account: OzoneSubject, role: TeamRole, options?: CallOptions): Promise<Member>;
  /** Changes what a member of the team may do. For administrators. */
  changeTeamMember(account: OzoneSubject, change: TeamMemberChange, options?: CallOptions): Promise<Member>;
  /** Takes an account out of the team. For administrators. */
  removeTeamMember(account: OzoneSubject, options?: CallOptions): Promise<void>;
  /** The sets there are, by name. */
  listSets(options?: ListSetsOptions): AsyncGenerator<SetView, void, undefined>;
  /** The values of a set. */
  listSetValues(name: string, options?: ListSetValuesOptions): AsyncGenerator<string, void, undefined>;
  /** Makes a named set of values, or changes its description. */
  saveSet(name: string, options?: SaveSetOptions): Promise<SetView>;
  /** Deletes a set and its values. */
  removeSet(name: string, options?: CallOptions): Promise<void>;
  /** Adds values to a set, as many as there are. */
  addToSet(name: string, values: readonly string[], options?: CallOptions): Promise<void>;
  /** Takes values out of a set, as many as there are. */
  removeFromSet(name: string, values: readonly string[], options?: CallOptions): Promise<void>;
  /** The templates of e-mails that there are. */
  getTemplates(options?: CallOptions): Promise<readonly TemplateView[]>;
  /** Makes a template of an e-mail. */
  addTemplate(template: EmailTemplate, options?: CallOptions): Promise<TemplateView>;
  /** Changes a template. */
  changeTemplate(id: string, change: EmailTemplateChange, options?: CallOptions): Promise<TemplateView>;
  /** Deletes a template. */
  removeTemplate(id: string, options?: CallOptions): Promise<void>;
}

/** Binds the functions of `bluesky/ozone` to a client. */
export function bindOzone(client: ClientLike): BoundOzone {
  return bind<BoundOzone>(client, {
    queue,
    getStatus,
    history,
    acknowledge,
    escalate,
    resolveAppeal,
    prioritize,
    label,
    tag,
    takeDown,
    reverseTakedown,
    comment,
    email,
    muteSubject,
    unmuteSubject,
    muteReporter,
    unmuteReporter,
    listTeam,
    addTeamMember,
    changeTeamMember,
    removeTeamMember,
    listSets,
    listSetValues,
    saveSet,
    removeSet,
    addToSet,
    removeFromSet,
    getTemplates,
    addTemplate,
    changeTemplate,
    removeTemplate,
  });
}
