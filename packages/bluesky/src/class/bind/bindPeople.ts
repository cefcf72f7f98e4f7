import type { PeopleOptions } from "../../actions/graph/find/PeopleOptions.ts";
import { type MuteOptions, mute } from "../../actions/graph/mute/mute.ts";
import { muteList } from "../../actions/graph/mute/muteList.ts";
import { unmute } from "../../actions/graph/mute/unmute.ts";
import { unmuteList } from "../../actions/graph/mute/unmuteList.ts";
import { type FollowBetween, followsAmong } from "../../actions/graph/people/followsAmong.ts";
import { knownFollowers } from "../../actions/graph/people/knownFollowers.ts";
import { mutuals } from "../../actions/graph/people/mutuals.ts";
import { relationships } from "../../actions/graph/people/relationships.ts";
import { type SubscribeOptions, subscribe, unsubscribe } from "../../actions/graph/people/subscribe.ts";
import { suggestSimilar } from "../../actions/graph/people/suggestSimilar.ts";
import { unverify, verify } from "../../actions/graph/people/verify.ts";
import { block } from "../../actions/graph/relate/block.ts";
import { blockList } from "../../actions/graph/relate/blockList.ts";
import { type FollowOptions, follow } from "../../actions/graph/relate/follow.ts";
import { unblock } from "../../actions/graph/relate/unblock.ts";
import { unblockList } from "../../actions/graph/relate/unblockList.ts";
import { unfollow } from "../../actions/graph/relate/unfollow.ts";
import { type FindLabelersOptions, findLabelers } from "../../actions/graph/report/findLabelers.ts";
import type { LabelerChoice } from "../../actions/graph/report/labelersFor.ts";
import { type ReportOptions, report } from "../../actions/graph/report/report.ts";
import type { ActorRef } from "../../actions/refs/ActorRef.ts";
import type { Done } from "../../actions/refs/Done.ts";
import type { SubjectRef } from "../../actions/refs/PostRef.ts";
import type { ProfileView } from "../../lexicons/app/bsky/actor/defs.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

/** The functions of `bluesky/actions` for people, as they are once they are bound: methods of a `Bluesky`. */
export interface BoundPeople {
  /** Follows an account. */
  follow(actor: ActorRef, options?: FollowOptions): Promise<Done>;
  /** Unfollows an account. */
  unfollow(actor: ActorRef, options?: CallOptions): Promise<Done>;
  /** Blocks an account. */
  block(actor: ActorRef, options?: CallOptions): Promise<Done>;
  /** Unblocks an account. */
  unblock(actor: ActorRef, options?: CallOptions): Promise<Done>;
  /** Blocks everybody who is on a list. */
  blockList(list: SubjectRef, options?: CallOptions): Promise<Done>;
  /** Unblocks a list. */
  unblockList(list: SubjectRef, options?: CallOptions): Promise<Done>;
  /** Mutes an account, or its reposts or quotes only. */
  mute(actor: ActorRef, options?: MuteOptions): Promise<Done>;
  /** Unmutes an account. */
  unmute(actor: ActorRef, options?: CallOptions): Promise<Done>;
  /** Mutes everybody who is on a list. */
  muteList(list: SubjectRef, options?: CallOptions): Promise<Done>;
  /** Unmutes a list. */
  unmuteList(list: SubjectRef, options?: CallOptions): Promise<Done>;
  /** Subscribes to what an account posts: notifications of it. */
  subscribe(actor: ActorRef, options?: SubscribeOptions): Promise<Done>;
  /** Ends such a subscription. */
  unsubscribe(actor: ActorRef, options?: CallOptions): Promise<Done>;
  /** Verifies an account. */
  verify(actor: ActorRef, options?: CallOptions): Promise<Done>;
  /** Withdraws the verification of an account. */
  unverify(actor: ActorRef, options?: CallOptions): Promise<Done>;
  /** Finds the labelers that take reports of something. */
  findLabelers(subject: SubjectRef | ActorRef, options: FindLabelersOptions): Promise<LabelerChoice[]>;
  /** Reports an account, a post or another record to a labeler that takes such reports. */
  report(subject: SubjectRef | ActorRef, options: ReportOptions): ReturnType<typeof report>;
  /** How an account relates to others, by their DIDs. */
  relationships(actor: ActorRef, others: Iterable<ActorRef>, options?: CallOptions): ReturnType<typeof relationships>;
  /** Which of these accounts follow each other. */
  followsAmong(actors: Iterable<ActorRef>, options?: CallOptions): Promise<FollowBetween[]>;
  /** Accounts that an account follows, and that follow it back. */
  mutuals(actor: ActorRef, options?: PeopleOptions): AsyncGenerator<ProfileView, void, undefined>;
  /** Followers of an account whom the viewer follows. */
  knownFollowers(actor: ActorRef, options?: PeopleOptions): AsyncGenerator<ProfileView, void, undefined>;
  /** Accounts that are similar to one. */
  suggestSimilar(actor: ActorRef, options?: CallOptions): Promise<ProfileView[]>;
}

/** Binds the functions for people to a client. */
export function bindPeople(client: ClientLike): BoundPeople {
  return bind<BoundPeople>(client, {
    ...{ follow, unfollow, block, unblock, blockList, unblockList, mute, unmute, muteList, unmuteList },
    ...{ subscribe, unsubscribe, verify, unverify, findLabelers, report },
    ...{ relationships, followsAmong, mutuals, knownFollowers, suggestSimilar },
  });
}
