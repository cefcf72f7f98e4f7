import type { ThreadViewPost } from "../../../lexicons/app/bsky/feed/defs.ts";
import { getPostThread } from "../../../lexicons/app/bsky/feed/getPostThread.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { postError } from "../../refs/PostError.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { toTypedPost } from "../views/toTypedPost.ts";
import { PostThread, type ThreadEntry, type ThreadGap, type ThreadNode } from "./PostThread.ts";

/** Options of {@link getThread}. */
export interface ThreadReadOptions extends CallOptions {
  /** How many levels of replies to read, 0 to 1000. A server may give fewer. @default 6 */
  readonly depth?: number | undefined;
  /** How many of the posts above it to read, 0 to 1000. @default 80 */
  readonly parents?: number | undefined;
}

/** What stands in a place of a thread. */
type ThreadView = getPostThread.Output["thread"];

/**
 * Reads the thread around a post: what it replies to, and the replies to it as a tree.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * const thread = await getThread(client, "https://bsky.app/profile/bsky.app/post/3jzfcijpj2z2a", { depth: 10 });
 * for (const { post, depth, leftOut } of thread) console.log("  ".repeat(depth), post.record?.text, `(${leftOut} more)`);
 * ```
 */
export async function getThread(
  client: ClientLike,
  post: PostRef,
  options: ThreadReadOptions = {},
): Promise<PostThread> {
  const { depth, parents, ...rest } = options;
  const left = countDown(client, rest);
  const { uri } = await resolveSubject(client, post, left());
  try {
    const answer = await getPostThread(client, { uri, depth, parentHeight: parents }, left());
    return toThread(answer);
  } catch (cause) {
    if (!getPostThread.isError(cause, "NotFound")) throw cause;
    throw postError("post_not_found", `there is no ${uri}, or it cannot be seen by this account`, { uri, cause });
  }
}

function toThread({ thread, threadgate }: getPostThread.Output): PostThread {
  const parents: ThreadNode[] = [];
  let above = parentOf(thread);
  for (let depth = -1; above; depth--) {
    const view = toView(above);
    parents.unshift(view ? { ...toEntry(view, depth, []), leftOut: 0 } : toGap(above, depth));
    above = parentOf(above);
  }
  return new PostThread(toNode(thread), parents, threadgate);
}

/** A post and all that is below it, without recursion. */
function toNode(top: ThreadView): ThreadNode {
  const made: ThreadNode[] = [];
  const waiting: { readonly view: ThreadView; readonly depth: number; readonly siblings: ThreadNode[] }[] = [
    { view: top, depth: 0, siblings: made },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { view, depth, siblings } = next;
    const seen = toView(view);
    const replies: ThreadNode[] = [];
    siblings.push(seen ? toEntry(seen, depth, replies) : toGap(view, depth));
    // The last in is the first out.
    for (const reply of [...(seen?.replies ?? [])].reverse()) {
      waiting.push({ view: reply, depth: depth + 1, siblings: replies });
    }
  }
  return made[0] ?? toGap(top, 0);
}

function toEntry({ post, replies }: ThreadViewPost, depth: number, below: readonly ThreadNode[]): ThreadEntry {
  const leftOut = Math.max(0, (post.replyCount ?? 0) - (replies?.length ?? 0));
  return { state: "post", uri: post.uri, post: toTypedPost(post), depth, replies: below, leftOut };
}

function toGap(view: ThreadView, depth: number): ThreadGap {
  const { uri, notFound, blocked } = view as { uri?: unknown; notFound?: unknown; blocked?: unknown };
  const state = notFound === true ? "deleted" : blocked === true ? "blocked" : "unknown";
  return { state, uri: typeof uri === "string" ? uri : undefined, depth };
}

function toView(view: ThreadView): ThreadViewPost | undefined {
  return view.$type === "app.bsky.feed.defs#threadViewPost" ? view : undefined;
}

function parentOf(view: ThreadView): ThreadView | undefined {
  return toView(view)?.parent;
}
