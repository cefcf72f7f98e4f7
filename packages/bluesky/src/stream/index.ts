export type { BackfillOptions, BackfillStats, RepoFailure } from "./backfill/BackfillOptions.ts";
export { type Backfill, backfill } from "./backfill/backfill.ts";
export { type FindReposOptions, findRepos } from "./backfill/findRepos.ts";
export { type DocumentResolver, type KnownRecord, type ResyncOptions, resync } from "./backfill/resync.ts";
export { checkCursorStore } from "./cursor/checkCursorStore.ts";
export { consume } from "./engine/consume.ts";
export type { EventStream } from "./engine/contract/EventStream.ts";
export type { ErrorDecision, InactiveAccounts, StreamOptions } from "./engine/contract/StreamOptions.ts";
export {
  type ObserveStreamOptions,
  observeStream,
  type StreamMeter,
  type StreamObservable,
} from "./engine/observeStream.ts";
export type { CommitFrame, CommitOp, SyncFrame } from "./frame/CommitFrame.ts";
export {
  subscribe as jetstreamLexicon,
  subscribeEvents as jetstreamV2Lexicon,
} from "./lexicons/network/bsky/jetstream.ts";
export type { BackfillJournal } from "./model/BackfillJournal.ts";
export type { CursorStore } from "./model/CursorStore.ts";
export { StreamError, type StreamErrorCode } from "./model/StreamError.ts";
export type {
  AccountEvent,
  CommitEvent,
  DeleteEvent,
  IdentityEvent,
  InfoEvent,
  LabelEvent,
  RecordEvent,
  StreamEvent,
  StreamEventKind,
  SyncEvent,
  SyncReason,
} from "./model/StreamEvent.ts";
export type { StreamStats } from "./model/StreamStats.ts";
export type { WebSocketClass } from "./socket/Socket.ts";
export { type JetstreamOptions, jetstream } from "./source/jetstream.ts";
export { type JetstreamV2Options, jetstreamV2 } from "./source/jetstreamV2.ts";
export { labels } from "./source/labels.ts";
export { relay } from "./source/relay.ts";
export type { StreamSource } from "./source/Source.ts";
export { type TapOptions, tap } from "./source/tap.ts";
export type { ChainHead, ChainStore } from "./verify/ChainStore.ts";
export { type CommitVerifier, type CommitVerifierOptions, createVerifier } from "./verify/createVerifier.ts";
export type { SignedCommitFrame, SignedOp, SignedSyncFrame } from "./verify/SignedFrame.ts";
export type { Verified, VerifyReason } from "./verify/Verified.ts";
