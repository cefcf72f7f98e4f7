import type {
  CreatedSubject,
  ListSubject,
  MessageSubject,
  NotificationSubject,
  PostSubject,
  ProfileSubject,
} from "../contract/ModerationSubject.ts";
import type { Moderation } from "../decide/createModeration.ts";
import type { ModerationDecision } from "../decide/ModerationDecision.ts";
import {
  moderateFeedGenerator,
  moderateList,
  moderateNotification,
  moderateStarterPack,
} from "../decide/moderateCreated.ts";
import { moderateMessage } from "../decide/moderateMessage.ts";
import { moderatePost } from "../decide/moderatePost.ts";
import { moderateProfile } from "../decide/moderateProfile.ts";

/** What a view is of, by what it has. */
type Kind = "post" | "notification" | "list" | "feedGenerator" | "starterPack" | "message" | "profile";

/**
 * Decides about a view of any kind, by what it has: an item of a feed or of a thread, a post, an account or an item of a list, a
 * notification, a list, a feed generator, a starter pack, a message.
 *
 * @returns `undefined` where it is none of these, such as a post that was not found
 * @example
 * ```ts
 * const { feed } = await getTimeline(client);
 * const decisions = feed.map((item) => moderateView(item, moderation));
 * ```
 */
export function moderateView(view: object, moderation: Moderation): ModerationDecision | undefined {
  const inner = innerOf(view);
  // Each is asked for just what its kind was told by, and that is all that it needs.
  switch (kindOf(inner)) {
    case "post":
      return moderatePost(inner as PostSubject, moderation);
    case "notification":
      return moderateNotification(inner as NotificationSubject, moderation);
    case "list":
      return moderateList(inner as ListSubject, moderation);
    case "feedGenerator":
      return moderateFeedGenerator(inner as CreatedSubject, moderation);
    case "starterPack":
      return moderateStarterPack(inner as CreatedSubject, moderation);
    case "message":
      return moderateMessage(inner as MessageSubject, moderation);
    case "profile":
      return moderateProfile(inner as ProfileSubject, moderation);
    default:
      return undefined;
  }
}

/** Whether a view is of an account: such lists are those of accounts. */
export function isProfile(view: object): boolean {
  return kindOf(innerOf(view)) === "profile";
}

/** The view within an item of a feed, of a thread, of bookmarks, or of a list of accounts. */
function innerOf(view: object): object {
  const { post, value, item, subject } = view as { [Key in "post" | "value" | "item" | "subject"]?: unknown };
  for (const inner of [post, value, item, subject]) {
    if (typeof inner === "object" && inner !== null && !("record" in view)) return innerOf(inner);
  }
  return view;
}

function kindOf(view: object): Kind | undefined {
  const has = (...names: string[]): boolean => names.every((name) => name in view);
  if (has("author", "record")) return has("isRead") ? "notification" : "post";
  if (has("purpose", "uri")) return "list";
  if (has("creator", "record")) return "starterPack";
  if (has("creator", "did")) return "feedGenerator";
  if (has("sender", "sentAt")) return "message";
  return has("did", "handle") ? "profile" : undefined;
}
