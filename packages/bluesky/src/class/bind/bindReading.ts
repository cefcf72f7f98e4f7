import { type AuthorFeedOptions, authorFeed } from "../../actions/read/feeds/authorFeed.ts";
import { feed } from "../../actions/read/feeds/feed.ts";
import { type LikedPost, likesOf } from "../../actions/read/feeds/likesOf.ts";
import { listFeed } from "../../actions/read/feeds/listFeed.ts";
import { timeline } from "../../actions/read/feeds/timeline.ts";
import type { ReadOptions } from "../../actions/read/ReadOptions.ts";
import type { PostQuery } from "../../actions/read/search/PostQuery.ts";
import { searchActors } from "../../actions/read/search/searchActors.ts";
import { type SearchPostsOptions, searchPosts } from "../../actions/read/search/searchPosts.ts";
import { suggestActors } from "../../actions/read/search/suggestActors.ts";
import { suggestFeeds } from "../../actions/read/search/suggestFeeds.ts";
import { getThread, type ThreadReadOptions } from "../../actions/read/thread/getThread.ts";
import type { PostThread } from "../../actions/read/thread/PostThread.ts";
import type { FeedItem, TypedPost } from "../../actions/read/views/TypedPost.ts";
import type { ActorRef } from "../../actions/refs/ActorRef.ts";
import type { PostRef, SubjectRef } from "../../actions/refs/PostRef.ts";
import type { ProfileView } from "../../lexicons/app/bsky/actor/defs.ts";
import type { GeneratorView } from "../../lexicons/app/bsky/feed/defs.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

/** Items that are read page by page. */
type Items<Item> = AsyncGenerator<Item, void, undefined>;

/** The functions of `bluesky/actions` that read, as they are once they are bound: methods of a `Bluesky`. */
export interface BoundReading {
  /** The posts and reposts of those whom the account follows, the newest first. */
  timeline(options?: ReadOptions<FeedItem>): Items<FeedItem>;
  /** The posts of a feed, whoever generates it. */
  feed(generator: SubjectRef, options?: ReadOptions<FeedItem>): Items<FeedItem>;
  /** The posts of those who are on a list, the newest first. */
  listFeed(list: SubjectRef, options?: ReadOptions<FeedItem>): Items<FeedItem>;
  /** What an account has posted and reposted, the newest first. */
  authorFeed(actor: ActorRef, options?: AuthorFeedOptions): Items<FeedItem>;
  /** The posts that an account likes. */
  likesOf(actor: ActorRef, options?: ReadOptions<LikedPost>): Items<LikedPost>;
  /** Reads the thread around a post, as a tree. */
  getThread(post: PostRef, options?: ThreadReadOptions): Promise<PostThread>;
  /** Searches for posts. */
  searchPosts(query: string | PostQuery, options?: SearchPostsOptions): Items<TypedPost>;
  /** Searches for people. */
  searchActors(text: string, options?: ReadOptions<ProfileView>): Items<ProfileView>;
  /** People whom the account might want to follow. */
  suggestActors(options?: ReadOptions<ProfileView>): Items<ProfileView>;
  /** Feeds that the server suggests. */
  suggestFeeds(options?: ReadOptions<GeneratorView>): Items<GeneratorView>;
}

/** Binds the functions that read to a client. */
export function bindReading(client: ClientLike): BoundReading {
  return bind<BoundReading>(client, {
    timeline,
    feed,
    listFeed,
    authorFeed,
    likesOf,
    getThread,
    searchPosts,
    searchActors,
    suggestActors,
    suggestFeeds,
  });
}
