import type { ThreadgateView } from "../../../lexicons/app/bsky/feed/defs.ts";
import type { TypedPost } from "../views/TypedPost.ts";

/** A post in a thread. */
export interface ThreadEntry {
  readonly state: "post";
  /** The AT URI of the post. */
  readonly uri: string;
  /** The post. */
  readonly post: TypedPost;
  /** How far it is from the post that was asked for: 0 is that one, 1 its replies, -1 what it replies to. */
  readonly depth: number;
  /** The replies to it that were read, in the order of the server. */
  readonly replies: readonly ThreadNode[];
  /**
   * How many replies to it the server has counted, but not given: they lie beyond the depth that was asked for, are hidden, or are of
   * people whom a block stands between. Of what the post that was asked for replies to, replies are not read.
   */
  readonly leftOut: number;
}

/** A place in a thread that has no post to show. */
export interface ThreadGap {
  /** Whether the post was deleted (or cannot be found), or a block stands between. `unknown` is what later servers may say. */
  readonly state: "deleted" | "blocked" | "unknown";
  /** The AT URI of the post; undefined where the server does not say it. */
  readonly uri: string | undefined;
  /** As of {@link ThreadEntry}. */
  readonly depth: number;
}

/** A place in a thread. */
export type ThreadNode = ThreadEntry | ThreadGap;

/**
 * A thread, as plain data that can be iterated over: the post that was asked for and the posts below it, each before its replies.
 * `structuredClone` keeps all of it but the iterator.
 */
export class PostThread implements Iterable<ThreadEntry> {
  /** The post that was asked for. */
  readonly start: ThreadNode;
  /** What it replies to, the first post of the thread first. */
  readonly parents: readonly ThreadNode[];
  /** Who may reply, if the author of the thread has said it. */
  readonly threadgate: ThreadgateView | undefined;

  constructor(start: ThreadNode, parents: readonly ThreadNode[], threadgate: ThreadgateView | undefined) {
    this.start = start;
    this.parents = parents;
    this.threadgate = threadgate;
  }

  /** How many replies were left out, to all posts that are iterated over. */
  get leftOut(): number {
    let sum = 0;
    for (const { leftOut } of this) sum += leftOut;
    return sum;
  }

  /** The posts, from the one that was asked for downwards. */
  *[Symbol.iterator](): Generator<ThreadEntry, void, undefined> {
    // Not by recursion: a thread may be a thousand deep.
    const waiting: ThreadNode[] = [this.start];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (node.state !== "post") continue;
      yield node;
      waiting.push(...[...node.replies].reverse());
    }
  }
}
