import type * as api from "@atproto/api";
import type { app, chat } from "@bsky/sdk/lexicons";
import type { ProfileView } from "../../src/lexicons/app/bsky/actor/defs.ts";
import type { GeneratorView, PostView } from "../../src/lexicons/app/bsky/feed/defs.ts";
import type { ListView, StarterPackViewBasic } from "../../src/lexicons/app/bsky/graph/defs.ts";
import type { listNotifications } from "../../src/lexicons/app/bsky/notification/listNotifications.ts";
import type { MessageView } from "../../src/lexicons/chat/bsky/convo/defs.ts";
import type { Moderation } from "../../src/moderation/decide/createModeration.ts";
import {
  moderateFeedGenerator,
  moderateList,
  moderateNotification,
  moderateStarterPack,
  moderateStatus,
} from "../../src/moderation/decide/moderateCreated.ts";
import { moderateMessage } from "../../src/moderation/decide/moderateMessage.ts";
import { moderatePost } from "../../src/moderation/decide/moderatePost.ts";
import { moderateProfile } from "../../src/moderation/decide/moderateProfile.ts";

// Views of this client, and of both official ones, as they are.

/** @internal */
export function decideAboutAll(
  moderation: Moderation,
  ours: {
    post: PostView;
    profile: ProfileView;
    generator: GeneratorView;
    list: ListView;
    pack: StarterPackViewBasic;
    notification: listNotifications.Item;
    message: MessageView;
  },
  theirs: {
    post: api.AppBskyFeedDefs.PostView;
    profile: api.AppBskyActorDefs.ProfileViewDetailed;
    generator: api.AppBskyFeedDefs.GeneratorView;
    list: api.AppBskyGraphDefs.ListViewBasic;
    notification: api.AppBskyNotificationListNotifications.Notification;
    message: api.ChatBskyConvoDefs.MessageView;
  },
  lex: {
    post: app.bsky.feed.defs.PostView;
    profile: app.bsky.actor.defs.ProfileViewBasic;
    member: chat.bsky.actor.defs.ProfileViewBasic;
  },
): void {
  for (const { post } of [ours, theirs, lex]) moderatePost(post, moderation);
  for (const { profile } of [ours, theirs, lex]) {
    moderateProfile(profile, moderation);
    moderateStatus(profile, moderation);
  }
  for (const { generator } of [ours, theirs]) moderateFeedGenerator(generator, moderation);
  for (const { list } of [ours, theirs]) moderateList(list, moderation);
  for (const { notification } of [ours, theirs]) moderateNotification(notification, moderation);
  for (const { message } of [ours, theirs]) moderateMessage(message, moderation, { sender: lex.member });
  moderateStarterPack(ours.pack, moderation);
  // @ts-expect-error a post has an author
  moderatePost({ uri: "at://x/y/z", record: {} }, moderation);
}
