import type { Bluesky, Session } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { WrittenRecord } from "bluesky/records";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Reads the timeline of a follower. The answer is as the AppView makes it: author, picture, counts. */
export async function readTimeline(say: Say, bob: Bluesky<Session>, hello: WrittenRecord): Promise<void> {
  const { feed } = await bob.app.bsky.feed.getTimeline({ limit: 10 });
  const post = feed.find((item) => item.post.uri === hello.uri)?.post;
  expect(post, `${hello.uri} among ${feed.length} posts`);
  const { author, embed, likeCount, replyCount, record } = post;
  expect(Post.is(record) && record.facets?.length === 3, `a post with its facets, got ${JSON.stringify(record)}`);
  expect(embed?.$type === "app.bsky.embed.images#view", `pictures, got ${embed?.$type}`);
  const [image] = embed.images;
  expect(image?.alt, "a picture with a description");
  expect(likeCount === 1 && replyCount === 1, `1 like and 1 reply, got ${likeCount} and ${replyCount}`);
  say(
    `${feed.length} posts; ${author.handle}: "${record.text.slice(0, 30)}..." ${likeCount} like, ${replyCount} reply`,
  );
  say(`the picture is at ${image.thumb}`);
}
