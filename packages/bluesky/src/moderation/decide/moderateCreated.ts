import type {
  CreatedSubject,
  LabelLike,
  ListSubject,
  NotificationSubject,
  ProfileSubject,
  StatusSubject,
} from "../contract/ModerationSubject.ts";
import type { Moderation } from "./createModeration.ts";
import type { ModerationDecision } from "./ModerationDecision.ts";
import { addAccount, addLabels, beginScope, decide } from "./Scope.ts";

// What differs between these is only where they keep who made them, and their labels.

/**
 * Decides about a notification, and the account that it comes from.
 *
 * @param notification a view of it, of any client
 * @example
 * ```ts
 * const { filter } = moderateNotification(notification, moderation).ui("contentList");
 * ```
 */
export function moderateNotification(notification: NotificationSubject, moderation: Moderation): ModerationDecision {
  return decideBy(notification.author, notification.labels, moderation);
}

/**
 * Decides about a feed generator, and who made it.
 *
 * @param generator a view of it, of any client
 * @example
 * ```ts
 * const { blur } = moderateFeedGenerator(generator, moderation).ui("contentList");
 * ```
 */
export function moderateFeedGenerator(generator: CreatedSubject, moderation: Moderation): ModerationDecision {
  return decideBy(generator.creator, generator.labels, moderation);
}

/**
 * Decides about a starter pack, and who made it.
 *
 * @param starterPack a view of it, of any client
 * @example
 * ```ts
 * const { blur } = moderateStarterPack(starterPack, moderation).ui("contentView");
 * ```
 */
export function moderateStarterPack(starterPack: CreatedSubject, moderation: Moderation): ModerationDecision {
  return decideBy(starterPack.creator, starterPack.labels, moderation);
}

/**
 * Decides about the status of an account, and the account.
 *
 * @param profile a view of the account, with its `status`, of any client
 * @example
 * ```ts
 * const { blur } = moderateStatus(profile, moderation).ui("contentMedia");
 * ```
 */
export function moderateStatus(profile: StatusSubject, moderation: Moderation): ModerationDecision {
  return decideBy(profile, profile.status?.labels, moderation);
}

/**
 * Decides about a list, and who made it where its view says so.
 *
 * @param list a view of it, of any client
 * @example
 * ```ts
 * const { blur } = moderateList(list, moderation).ui("contentList");
 * ```
 */
export function moderateList(list: ListSubject, moderation: Moderation): ModerationDecision {
  // The DID that its at-uri begins with.
  const creator = list.creator ?? { did: list.uri.split("/")[2] ?? "" };
  return decideBy(creator, list.labels, moderation);
}

function decideBy(
  account: ProfileSubject,
  labels: readonly LabelLike[] | undefined,
  moderation: Moderation,
): ModerationDecision {
  const scope = beginScope(account.did, moderation);
  addLabels(scope, labels, "content");
  addAccount(scope, account);
  return decide(scope);
}
