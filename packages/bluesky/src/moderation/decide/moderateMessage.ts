import type { MessageSubject, ProfileSubject } from "../contract/ModerationSubject.ts";
import type { Moderation } from "./createModeration.ts";
import type { ModerationDecision } from "./ModerationDecision.ts";
import { addContent } from "./moderatePost.ts";
import { addAccount, beginScope, decide } from "./Scope.ts";

/** Options of {@link moderateMessage}. */
export interface ModerateMessageOptions {
  /** The view of the sender among the members of the conversation: what there is to say of the account. */
  readonly sender?: ProfileSubject | undefined;
}

/**
 * Decides about a message of a chat: by what there is to say of its sender, and of the post that it shows. Muted words are looked
 * for in that post, not in what the sender has written.
 *
 * @param message a view of it (`chat.bsky.convo.defs#messageView`), of any client
 * @example
 * ```ts
 * const sender = convo.members.find(({ did }) => did === message.sender.did);
 * const { blur } = moderateMessage(message, moderation, { sender }).ui("contentView");
 * ```
 */
export function moderateMessage(
  message: MessageSubject,
  moderation: Moderation,
  options: ModerateMessageOptions = {},
): ModerationDecision {
  const {
    sender: { did },
    embed,
  } = message;
  const author = { did, viewer: options.sender?.viewer, labels: options.sender?.labels };
  const scope = beginScope(did, moderation);
  addContent(scope, { uri: "", author, record: undefined, embed }, []);
  addAccount(scope, author);
  return decide(scope);
}
