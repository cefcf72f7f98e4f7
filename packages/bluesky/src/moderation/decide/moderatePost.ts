import type { LabelLike, PostSubject } from "../contract/ModerationSubject.ts";
import { isBlocked, quotedOf } from "../words/embeds.ts";
import { matchPost } from "../words/matchPost.ts";
import type { Moderation } from "./createModeration.ts";
import type { ModerationDecision } from "./ModerationDecision.ts";
import { addAccount, addLabels, addViewer, beginScope, decide, type Scope } from "./Scope.ts";

/**
 * Decides about a post: by its labels, the muted words in it and in what it quotes, whether it or what it quotes is hidden, and what
 * there is to say of its author and of the quoted one.
 *
 * @param post a view of it (`app.bsky.feed.defs#postView`), of any client
 * @example
 * ```ts
 * const { blur, noOverride, blurs } = moderatePost(post, moderation).ui("contentList");
 * ```
 * @see https://docs.bsky.app/docs/advanced-guides/moderation
 */
export function moderatePost(post: PostSubject, moderation: Moderation): ModerationDecision {
  const { author, labels, uri } = post;
  const scope = beginScope(author.did, moderation);
  addLabels(scope, labels, "content");
  addContent(scope, post, [uri]);
  addAccount(scope, author);
  return decide(scope);
}

/** Adds what the account that looks has said of what is in a post, and what there is to say of what it quotes. */
export function addContent(scope: Scope, post: PostSubject, uris: readonly string[]): void {
  const { causes, isMe, moderation } = scope;
  const { "~hidden": hidden, "~words": words, settings } = moderation;
  const { corrected = false } = settings;
  const quoted = quotedOf(post.embed);
  const isQuotedHidden = !isBlocked(quoted) && hidden.has(quoted?.uri as string);
  const source = { type: "user" } as const;
  if ((isQuotedHidden || uris.some((uri) => hidden.has(uri))) && !(isMe && corrected)) {
    causes.push({ type: "hidden", source, priority: 6, downgraded: false });
  }
  const matches = isMe ? undefined : words && matchPost(post, words, corrected);
  if (matches) causes.push({ type: "mute-word", source, priority: 6, matches, downgraded: false });
  if (!quoted) return;
  const inner = beginScope(quoted.author.did, moderation, scope);
  if (isBlocked(quoted)) addViewer(inner, quoted.author.viewer);
  else {
    addLabels(inner, quoted.labels as LabelLike[] | undefined, "content"); // a quoted post's, by its lexicon
    addAccount(inner, quoted.author);
  }
}
