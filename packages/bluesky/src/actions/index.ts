export type { Gates, ReplyRule, WhoCanQuote, WhoCanReply } from "./feed/compose/Gates.ts";
export type { Posted } from "./feed/compose/Posted.ts";
export type {
  Card,
  PostingOptions,
  PostOptions,
  PostParts,
  ThreadOptions,
  ThreadPost,
} from "./feed/compose/PostOptions.ts";
export type { DraftPart, SaveDraftOptions, SavedDraft } from "./feed/drafts/DraftOptions.ts";
export { type PostDraftOptions, postDraft } from "./feed/drafts/postDraft.ts";
export { saveDraft } from "./feed/drafts/saveDraft.ts";
export { detachQuote } from "./feed/gates/detachQuote.ts";
export { hideReply } from "./feed/gates/hideReply.ts";
export { reattachQuote } from "./feed/gates/reattachQuote.ts";
export { setGates } from "./feed/gates/setGates.ts";
export { unhideReply } from "./feed/gates/unhideReply.ts";
export { bookmark } from "./feed/mark/bookmark.ts";
export { like } from "./feed/mark/like.ts";
export type { MarkOptions } from "./feed/mark/Mark.ts";
export { muteThread } from "./feed/mark/muteThread.ts";
export { pin } from "./feed/mark/pin.ts";
export { repost } from "./feed/mark/repost.ts";
export { unbookmark } from "./feed/mark/unbookmark.ts";
export { unlike } from "./feed/mark/unlike.ts";
export { unmuteThread } from "./feed/mark/unmuteThread.ts";
export { unpin } from "./feed/mark/unpin.ts";
export { unrepost } from "./feed/mark/unrepost.ts";
export { deletePost } from "./feed/publish/deletePost.ts";
export { post } from "./feed/publish/post.ts";
export { quote } from "./feed/publish/quote.ts";
export { reply } from "./feed/publish/reply.ts";
export { thread } from "./feed/publish/thread.ts";
export type { Done } from "./refs/Done.ts";
export { PostError, type PostErrorCode } from "./refs/PostError.ts";
export type { PostRef, SubjectRef } from "./refs/PostRef.ts";
export { toAppUrl } from "./refs/toAppUrl.ts";
export { type AppUrlOptions, toAtUri } from "./refs/toAtUri.ts";
