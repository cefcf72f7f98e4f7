import { Post } from "../../../lexicons/app/bsky/feed/post.ts";

/**
 * The record of a view that is a post: of a post, a quoted post, or a notification. Its shape is checked, its limits are not: servers
 * hold old posts that would not pass today.
 *
 * @returns undefined where it is no post
 * @example
 * ```ts
 * for (const view of posts) console.log(postOf(view)?.text ?? "(not a post)");
 * ```
 */
export function postOf(
  view: { readonly record?: unknown; readonly value?: unknown } | null | undefined,
): Post | undefined {
  // Views of quoted posts call it `value`.
  const { value, record = value } = Object(view) as { readonly record?: unknown; readonly value?: unknown };
  return Post.is(record) ? record : undefined;
}
