import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why nothing was posted, or done to a post.
 *
 * | code | meaning |
 * | --- | --- |
 * | `post_not_found` | there is no such post, feed, list, starter pack or labeler (any more) |
 * | `draft_not_found` | there is no such draft (any more) |
 * | `reply_not_allowed` | the author of the thread does not let this account reply |
 * | `quote_not_allowed` | the author of the post does not let this account quote it |
 * | `text_too_long` | the text has more than 300 graphemes, or more than 3,000 bytes |
 */
export type PostErrorCode = ErrorCodes["PostError"];

/** Nothing was posted, or done to a post. */
export interface PostError extends BlueskyError {
  /** What was wrong. */
  readonly code: PostErrorCode;
  /** The post, or the other record, that it is about. */
  readonly uri?: string | undefined;
}

export const PostError: ErrorKind<PostError> = /*#__PURE__*/ errorKind({
  post_not_found: 1,
  draft_not_found: 1,
  reply_not_allowed: 1,
  quote_not_allowed: 1,
  text_too_long: 1,
});

/** Makes a `PostError`. */
export function postError(
  code: PostErrorCode,
  message: string,
  about: { readonly uri?: string; readonly cause?: unknown } = {},
): PostError {
  return createError<PostError>("PostError", { code, message, ...about });
}
