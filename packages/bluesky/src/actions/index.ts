export type { CursorStore } from "../stream/model/CursorStore.ts";
export {
  type AppPasswordOptions,
  createAppPassword,
  listAppPasswords,
  revokeAppPassword,
} from "./account/appPasswords.ts";
export { changeHandle } from "./account/changeHandle.ts";
export { activateAccount, type DeactivateOptions, deactivateAccount } from "./account/deactivateAccount.ts";
export { type DeletionProof, deleteAccount, requestAccountDeletion } from "./account/deleteAccount.ts";
export { type ContactMatch, type ContactsInput, importContacts } from "./account/importContacts.ts";
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
export type { PeopleOptions } from "./graph/find/PeopleOptions.ts";
export { addMembers } from "./graph/lists/addMembers.ts";
export type { MembersChanged } from "./graph/lists/changeMembers.ts";
export { type CreateListOptions, createList } from "./graph/lists/createList.ts";
export { type CreateStarterPackOptions, createStarterPack } from "./graph/lists/createStarterPack.ts";
export { deleteList } from "./graph/lists/deleteList.ts";
export { editList } from "./graph/lists/editList.ts";
export { editStarterPack, type StarterPackEdit } from "./graph/lists/editStarterPack.ts";
export type { ListEdit, ListParts } from "./graph/lists/ListParts.ts";
export { listMembers } from "./graph/lists/listMembers.ts";
export type { ManyWritesOptions } from "./graph/lists/ManyWritesOptions.ts";
export { removeMembers } from "./graph/lists/removeMembers.ts";
export { setMembers } from "./graph/lists/setMembers.ts";
export { type MuteOptions, type MuteScope, mute } from "./graph/mute/mute.ts";
export { muteList } from "./graph/mute/muteList.ts";
export { unmute } from "./graph/mute/unmute.ts";
export { unmuteList } from "./graph/mute/unmuteList.ts";
export { type FollowBetween, followsAmong } from "./graph/people/followsAmong.ts";
export { knownFollowers } from "./graph/people/knownFollowers.ts";
export { mutuals } from "./graph/people/mutuals.ts";
export { relationships } from "./graph/people/relationships.ts";
export { type SubscribeOptions, subscribe, unsubscribe } from "./graph/people/subscribe.ts";
export { suggestSimilar } from "./graph/people/suggestSimilar.ts";
export { unverify, verify } from "./graph/people/verify.ts";
export { block } from "./graph/relate/block.ts";
export { blockList } from "./graph/relate/blockList.ts";
export { type FollowOptions, follow } from "./graph/relate/follow.ts";
export { unblock } from "./graph/relate/unblock.ts";
export { unblockList } from "./graph/relate/unblockList.ts";
export { unfollow } from "./graph/relate/unfollow.ts";
export { type FindLabelersOptions, findLabelers } from "./graph/report/findLabelers.ts";
export type { LabelerScope } from "./graph/report/LabelerScope.ts";
export type { LabelerChoice, LabelerOptions } from "./graph/report/labelersFor.ts";
export { ReportError, type ReportErrorCode } from "./graph/report/ReportError.ts";
export { type ReportOptions, report } from "./graph/report/report.ts";
export type { ReportReason } from "./graph/report/reportReasons.ts";
export type { BotEvent, BotOptions } from "./notifications/bots/BotOptions.ts";
export { onFollow } from "./notifications/bots/onFollow.ts";
export { onLike } from "./notifications/bots/onLike.ts";
export { onMention } from "./notifications/bots/onMention.ts";
export { type BotMessage, type MessageOptions, onMessage } from "./notifications/bots/onMessage.ts";
export { onReply } from "./notifications/bots/onReply.ts";
export { countUnread } from "./notifications/list/countUnread.ts";
export {
  type GroupOptions,
  groupNotifications,
  type NotificationGroup,
} from "./notifications/list/groupNotifications.ts";
export { type MarkSeenOptions, markSeen } from "./notifications/list/markSeen.ts";
export {
  changeNotificationPreferences,
  getNotificationPreferences,
  type NotificationPreferencesChange,
} from "./notifications/list/notificationPreferences.ts";
export { type ReadNotificationsOptions, readNotifications } from "./notifications/list/readNotifications.ts";
export type { StreamOptions } from "./notifications/stream/StreamOptions.ts";
export { streamNotifications } from "./notifications/stream/streamNotifications.ts";
export { type AgeAccess, type AgeFacts, ageAccess } from "./preferences/ageAccess.ts";
export { PreferencesError, type PreferencesErrorCode } from "./preferences/change/PreferencesError.ts";
export type { PreferencesChange, PreferencesOptions } from "./preferences/change/PreferencesOptions.ts";
export type { PreferenceEntries, PreferenceEntry } from "./preferences/entries/PreferenceEntry.ts";
export {
  type AppStateSettings,
  dismissNudges,
  queueNudges,
  removeNux,
  saveNux,
  setAppState,
} from "./preferences/kinds/appState.ts";
export type { Fields } from "./preferences/kinds/Fields.ts";
export { setFeedView } from "./preferences/kinds/feedView.ts";
export { hidePost, unhidePost } from "./preferences/kinds/hiddenPosts.ts";
export { setInterests } from "./preferences/kinds/interests.ts";
export { addLabeler, removeLabeler } from "./preferences/kinds/labelers.ts";
export {
  type LabelOptions,
  type LabelSettings,
  type LabelVisibility,
  setAdultContent,
  setLabelVisibility,
} from "./preferences/kinds/labels.ts";
export {
  hideLiveEvent,
  type LiveEventSettings,
  setLiveEvents,
  unhideLiveEvent,
} from "./preferences/kinds/liveEvents.ts";
export {
  type MutedWordRef,
  type MutedWordSettings,
  type MuteWordOptions,
  muteWord,
  unmuteWord,
} from "./preferences/kinds/mutedWords.ts";
export { type PersonalDetails, setPersonalDetails } from "./preferences/kinds/personalDetails.ts";
export { setDefaultGates } from "./preferences/kinds/postInteraction.ts";
export {
  type FeedToSave,
  type SavedFeedSettings,
  type SaveFeedOptions,
  saveFeed,
  setSavedFeeds,
  unsaveFeed,
} from "./preferences/kinds/savedFeeds.ts";
export { setThreadView } from "./preferences/kinds/threadView.ts";
export { setVerification } from "./preferences/kinds/verification.ts";
export type { PreferencesDraft } from "./preferences/PreferencesDraft.ts";
export { readPreferences } from "./preferences/readPreferences.ts";
export type { UserPreferences } from "./preferences/UserPreferences.ts";
export { updatePreferences } from "./preferences/updatePreferences.ts";
export { endLive, goLive, type LiveLink, type LiveOptions } from "./profile/goLive.ts";
export { type ProfileChange, updateProfile } from "./profile/updateProfile.ts";
export { type AuthorFeedOptions, type AuthorFilter, authorFeed } from "./read/feeds/authorFeed.ts";
export { feed } from "./read/feeds/feed.ts";
export { type LikedPost, likesOf } from "./read/feeds/likesOf.ts";
export { listFeed } from "./read/feeds/listFeed.ts";
export { timeline } from "./read/feeds/timeline.ts";
export type { ReadOptions } from "./read/ReadOptions.ts";
export type { PostQuery } from "./read/search/PostQuery.ts";
export { searchActors } from "./read/search/searchActors.ts";
export { type SearchPostsOptions, searchPosts } from "./read/search/searchPosts.ts";
export { suggestActors } from "./read/search/suggestActors.ts";
export { suggestFeeds } from "./read/search/suggestFeeds.ts";
export { getThread, type ThreadReadOptions } from "./read/thread/getThread.ts";
export { PostThread, type ThreadEntry, type ThreadGap, type ThreadNode } from "./read/thread/PostThread.ts";
export { postOf } from "./read/views/postOf.ts";
export { type Quoted, quotedOf } from "./read/views/quotedOf.ts";
export type { FeedItem, TypedPost } from "./read/views/TypedPost.ts";
export { type ViewedPost, type Viewer, type ViewerOptions, viewerOf } from "./read/views/viewerOf.ts";
export { ActorError, type ActorErrorCode } from "./refs/ActorError.ts";
export type { ActorRef } from "./refs/ActorRef.ts";
export type { Done } from "./refs/Done.ts";
export { PostError, type PostErrorCode } from "./refs/PostError.ts";
export type { PostRef, SubjectRef } from "./refs/PostRef.ts";
export { toAppUrl } from "./refs/toAppUrl.ts";
export { type AppUrlOptions, toAtUri } from "./refs/toAtUri.ts";
