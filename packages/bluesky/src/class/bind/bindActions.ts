import type { Gates } from "../../actions/feed/compose/Gates.ts";
import type { Posted } from "../../actions/feed/compose/Posted.ts";
import type { ThreadOptions } from "../../actions/feed/compose/PostOptions.ts";
import type { DraftPart, SaveDraftOptions, SavedDraft } from "../../actions/feed/drafts/DraftOptions.ts";
import { type PostDraftOptions, postDraft } from "../../actions/feed/drafts/postDraft.ts";
import { saveDraft } from "../../actions/feed/drafts/saveDraft.ts";
import { detachQuote } from "../../actions/feed/gates/detachQuote.ts";
import { hideReply } from "../../actions/feed/gates/hideReply.ts";
import { reattachQuote } from "../../actions/feed/gates/reattachQuote.ts";
import { setGates } from "../../actions/feed/gates/setGates.ts";
import { unhideReply } from "../../actions/feed/gates/unhideReply.ts";
import { bookmark } from "../../actions/feed/mark/bookmark.ts";
import { like } from "../../actions/feed/mark/like.ts";
import type { MarkOptions } from "../../actions/feed/mark/Mark.ts";
import { muteThread } from "../../actions/feed/mark/muteThread.ts";
import { pin } from "../../actions/feed/mark/pin.ts";
import { repost } from "../../actions/feed/mark/repost.ts";
import { unbookmark } from "../../actions/feed/mark/unbookmark.ts";
import { unlike } from "../../actions/feed/mark/unlike.ts";
import { unmuteThread } from "../../actions/feed/mark/unmuteThread.ts";
import { unpin } from "../../actions/feed/mark/unpin.ts";
import { unrepost } from "../../actions/feed/mark/unrepost.ts";
import { deletePost } from "../../actions/feed/publish/deletePost.ts";
import { post } from "../../actions/feed/publish/post.ts";
import { quote } from "../../actions/feed/publish/quote.ts";
import { reply } from "../../actions/feed/publish/reply.ts";
import { thread } from "../../actions/feed/publish/thread.ts";
import type { Done } from "../../actions/refs/Done.ts";
import type { PostRef, SubjectRef } from "../../actions/refs/PostRef.ts";
import type { Draft } from "../../lexicons/app/bsky/draft/defs.ts";
import type { Moderation } from "../../moderation/decide/createModeration.ts";
import { type LoadModerationOptions, loadModeration } from "../../moderation/settings/loadModeration.ts";
import type { Text } from "../../richtext/model/RichText.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { attach, attachAll, type PlainPostOptions, type PlainThreadPost, type WithPlainMedia } from "./attach.ts";
import { bind } from "./bind.ts";

/** What people do, as functions that are bound to a client: methods of a `Bluesky`. Of `bluesky/actions`, and `loadModeration`. */
export interface BoundActions {
  /** Posts a text. Mentions, links and tags in it are found. */
  post(text: Text, options?: PlainPostOptions): Promise<Posted>;
  /** Replies to a post. */
  reply(parent: PostRef, text: Text, options?: WithPlainMedia<Parameters<typeof reply>[3] & {}>): Promise<Posted>;
  /** Quotes a post, or shows a feed, a list, a starter pack or a labeler below a text. */
  quote(quoted: SubjectRef, text: Text, options?: WithPlainMedia<Parameters<typeof quote>[3] & {}>): Promise<Posted>;
  /** Posts a thread in one commit: of posts, or of a text of any length. */
  thread(posts: Text | readonly (Text | PlainThreadPost)[], options?: ThreadOptions): Promise<Posted[]>;
  /** Deletes one of one's own posts, with its gates. */
  deletePost(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Likes a post, or a feed or labeler. */
  like(post: SubjectRef, options?: MarkOptions): Promise<Done>;
  /** Takes a like back. */
  unlike(post: SubjectRef, options?: CallOptions): Promise<Done>;
  /** Reposts a post. */
  repost(post: PostRef, options?: MarkOptions): Promise<Done>;
  /** Takes a repost back. */
  unrepost(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Pins one of one's own posts to one's profile. */
  pin(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Takes a post off the top of one's profile. */
  unpin(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Keeps a post among one's bookmarks. */
  bookmark(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Takes a post out of one's bookmarks. */
  unbookmark(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Mutes the thread that a post is in. */
  muteThread(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Has one hear of replies in a thread again. */
  unmuteThread(post: PostRef, options?: CallOptions): Promise<Done>;
  /** Changes who can reply in a thread of one's own, and who can quote its post. */
  setGates(post: PostRef, gates: Gates, options?: CallOptions): Promise<Done>;
  /** Hides a reply in a thread of one's own. */
  hideReply(reply: PostRef, options?: CallOptions): Promise<Done>;
  /** Shows a hidden reply again. */
  unhideReply(reply: PostRef, options?: CallOptions): Promise<Done>;
  /** Takes one's own post out of somebody's quote of it. */
  detachQuote(quote: PostRef, options?: CallOptions): Promise<Done>;
  /** Puts one's own post back into a quote of it. */
  reattachQuote(quote: PostRef, options?: CallOptions): Promise<Done>;
  /** Keeps posts for later. */
  saveDraft(posts: string | readonly (string | DraftPart)[], options?: SaveDraftOptions): Promise<SavedDraft>;
  /** Posts a draft, and deletes it. */
  postDraft(
    draft: string | { readonly id: string; readonly draft?: Draft | undefined },
    options?: PostDraftOptions,
  ): Promise<Posted[]>;
  /** Finds out what is decided by what to show: `loadModeration` of `bluesky/moderation`. */
  moderation(options?: LoadModerationOptions): Promise<Moderation>;
}

/** Binds what people do to a client. */
export function bindActions(client: ClientLike): BoundActions {
  return bind<BoundActions>(client, {
    post: (to, text, options = {}) => post(to, text, attach(options)),
    reply: (to, parent, text, options = {}) => reply(to, parent, text, attach(options)),
    quote: (to, quoted, text, options = {}) => quote(to, quoted, text, attach(options)),
    thread: (to, posts, options) => thread(to, attachAll(posts), options),
    deletePost,
    like,
    unlike,
    repost,
    unrepost,
    pin,
    unpin,
    bookmark,
    unbookmark,
    muteThread,
    unmuteThread,
    setGates,
    hideReply,
    unhideReply,
    detachQuote,
    reattachQuote,
    saveDraft,
    postDraft,
    moderation: loadModeration,
  });
}
