import { getPosts } from "../../../lexicons/app/bsky/feed/getPosts.ts";
import { Like } from "../../../lexicons/app/bsky/feed/like.ts";
import { list } from "../../../records/single/list.ts";
import { parseAtUri } from "../../../syntax/atUri.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PagesOptions } from "../../../xrpc/operation/Operation.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { toAtIdentifier } from "../../refs/toAtIdentifier.ts";
import type { ReadOptions } from "../ReadOptions.ts";
import { readItems } from "../readItems.ts";
import type { TypedPost } from "../views/TypedPost.ts";
import { toTypedPost } from "../views/toTypedPost.ts";

/** A post that somebody likes. */
export interface LikedPost {
  /** The AT URI of the like. */
  readonly uri: string;
  /** The AT URI of the post. */
  readonly subject: string;
  /** When it was liked, by the clock of whoever did. */
  readonly likedAt: string;
  /** The post; undefined where the server does not show it: it was deleted, or a block stands between. */
  readonly post: TypedPost | undefined;
}

/** How many posts `getPosts` takes. */
const MOST_POSTS = 25;

/**
 * The posts that an account likes, the like with the newest key first. Likes are read from the account's repository, so they are all
 * there, and anybody's can be read; those of feeds and labelers are left out. `until` goes by when the post was liked, or by the AT URI
 * of the post.
 *
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { likedAt, post } of likesOf(client, "alice.example.com")) console.log(likedAt, post?.record?.text);
 * ```
 */
export function likesOf(
  client: ClientLike,
  actor: ActorRef,
  options: ReadOptions<LikedPost> = {},
): AsyncGenerator<LikedPost, void, undefined> {
  const pages = async function* (limit: number, rest: PagesOptions): AsyncGenerator<LikedPost[], void, undefined> {
    const repo = toAtIdentifier(client, actor);
    for await (const { records } of list.pages(client, Like, { ...rest, repo, limit, onInvalid: () => {} })) {
      const likes = records.filter(({ value }) => isPost(value.subject.uri));
      const views = new Map<string, TypedPost>();
      for (let at = 0; at < likes.length; at += MOST_POSTS) {
        const uris = likes.slice(at, at + MOST_POSTS).map(({ value }) => value.subject.uri);
        const { posts } = await getPosts(client, { uris }, rest);
        for (const view of posts) views.set(view.uri, toTypedPost(view));
      }
      yield likes.map(({ uri, value: { subject, createdAt } }) => ({
        uri,
        subject: subject.uri,
        likedAt: createdAt,
        post: views.get(subject.uri),
      }));
    }
  };
  return readItems({ pages, markOf: ({ subject, likedAt }) => ({ uri: subject, at: likedAt }) }, options);
}

function isPost(uri: string): boolean {
  try {
    return parseAtUri(uri).collection === "app.bsky.feed.post";
  } catch {
    return false;
  }
}
