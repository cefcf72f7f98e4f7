import type { FeedViewPost, PostView } from "../../../lexicons/app/bsky/feed/defs.ts";
import { postOf } from "./postOf.ts";
import type { FeedItem, TypedPost } from "./TypedPost.ts";

/** A view whose record has its type. The view itself stays as it is. */
export function toTypedPost(view: PostView): TypedPost {
  return { ...view, record: postOf(view) };
}

/** The same of an item of a feed. */
export function toFeedItem(item: FeedViewPost): FeedItem {
  return { ...item, post: toTypedPost(item.post) };
}
