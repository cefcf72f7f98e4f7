import type { ProfileViewBasic } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ViewerState } from "../../../lexicons/app/bsky/feed/defs.ts";
import { parseAtUri } from "../../../syntax/atUri.ts";

/** What {@link viewerOf} looks at: the view of a post, typed or not. */
export interface ViewedPost {
  /** The AT URI of the post. */
  readonly uri: string;
  /** Who wrote it. */
  readonly author?: ProfileViewBasic | undefined;
  /** What the server says of the viewer. */
  readonly viewer?: ViewerState | undefined;
}

/** Options of {@link viewerOf}. */
export interface ViewerOptions {
  /** The DID of the account that looks: `bsky.did`. @default nothing is the viewer's own */
  readonly did?: string | undefined;
}

/** What a post is to the account that reads it. */
export interface Viewer {
  /** Whether the account wrote it. */
  readonly isOwn: boolean;
  /** Whether it likes it. */
  readonly isLiked: boolean;
  /** Whether it has reposted it. */
  readonly isReposted: boolean;
  /** Whether it has bookmarked it. */
  readonly isBookmarked: boolean;
  /** Whether it follows the author. */
  readonly isFollowing: boolean;
  /** Whether it has muted the author, by itself or by a list. */
  readonly isMuted: boolean;
  /** Whether it has muted the thread. */
  readonly isThreadMuted: boolean;
  /** Whether it blocks the author, by itself or by a list. */
  readonly isBlocking: boolean;
  /** Whether the author blocks it. */
  readonly isBlockedBy: boolean;
  /** Whether it may reply; undefined where the server did not say it, as to those without a session. */
  readonly mayReply: boolean | undefined;
  /** Whether it may quote it; undefined as of `mayReply`. */
  readonly mayQuote: boolean | undefined;
}

/**
 * What a view says of the account that read it: whether the post is its own, liked, muted or blocked, and whether it may reply and
 * quote. It makes no call, so it is as old as the view is.
 *
 * @example
 * ```ts
 * for await (const { post } of bsky.timeline({ max: 50 })) {
 *   const { isOwn, isLiked } = viewerOf(post, bsky);
 *   if (!isOwn && !isLiked) await bsky.like(post);
 * }
 * ```
 */
export function viewerOf(post: ViewedPost, options: ViewerOptions = {}): Viewer {
  const { uri, author, viewer } = post;
  const to = author?.viewer;
  const isOwn = options.did !== undefined && (author?.did ?? parseAtUri(uri).authority) === options.did;
  const isBlocking = Boolean(to?.blocking ?? to?.blockingByList);
  const isBlockedBy = to?.blockedBy === true;
  const isApart = isBlocking || isBlockedBy;
  return {
    isOwn,
    isLiked: viewer?.like !== undefined,
    isReposted: viewer?.repost !== undefined,
    isBookmarked: viewer?.bookmarked === true,
    isFollowing: to?.following !== undefined,
    // Mutes of reposts or quotes alone are not of the author's posts.
    isMuted: to?.muted === true || to?.mutedByList !== undefined,
    isThreadMuted: viewer?.threadMuted === true,
    isBlocking,
    isBlockedBy,
    mayReply: viewer && !isApart && viewer.replyDisabled !== true,
    mayQuote: viewer && !isApart && (isOwn || viewer.embeddingDisabled !== true),
  };
}
