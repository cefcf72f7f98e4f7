import type { FeedViewPost, PostView } from "../../../lexicons/app/bsky/feed/defs.ts";
import type { Post } from "../../../lexicons/app/bsky/feed/post.ts";

/** The view of a post whose record has its type. It is plain data, as views are. */
export interface TypedPost extends Omit<PostView, "record"> {
  /** The record; undefined where what the author wrote does not have the shape of a post. */
  readonly record: Post | undefined;
}

/** What a feed shows: a post, what it replies to, and why it is there. */
export interface FeedItem extends Omit<FeedViewPost, "post"> {
  /** The post. */
  readonly post: TypedPost;
}
