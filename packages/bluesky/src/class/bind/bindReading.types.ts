/** What methods that read promise to the type checker. */
import { type FeedItem, postOf, quotedOf, reply, type TypedPost, viewerOf } from "../../actions/index.ts";
import type { PostView } from "../../lexicons/app/bsky/feed/defs.ts";
import type { Post } from "../../lexicons/app/bsky/feed/post.ts";
import type { Bluesky } from "../Bluesky.ts";

export async function read(bsky: Bluesky, view: PostView): Promise<void> {
  for await (const item of bsky.timeline({ max: 5, until: ({ post }: FeedItem) => post.likeCount === 0 })) {
    const record: Post | undefined = item.post.record;
    // Whatever takes a post takes one of these, and the views of the lexicon.
    await reply(bsky, item.post, record?.text ?? "");
    [viewerOf(item.post, bsky).mayReply, viewerOf(view).isLiked, quotedOf(item.post)?.uri, postOf(view)?.text];
  }
  for await (const found of bsky.searchPosts({ text: "a", tag: ["b"] }, { until: new Date() }))
    found satisfies TypedPost;
  for (const { post, depth } of await bsky.getThread(view, { depth: 3 })) [post.record?.text, depth.toFixed()];
  for await (const { post } of bsky.likesOf({ did: "did:web:a.test" })) post?.record?.text;
  for await (const one of bsky.notifications.stream({ reasons: ["mention"], start: "unread" })) await bsky.like(one);
  await bsky.notifications.changePreferences({ like: { push: false } });
  // @ts-expect-error: chat has preferences of its own
  await bsky.notifications.changePreferences({ chat: { push: false } });
  // @ts-expect-error: no such filter
  bsky.authorFeed("alice.test", { filter: "replies" });
  // @ts-expect-error: a record may be no post
  for await (const { post } of bsky.timeline()) post.record.text;
}
