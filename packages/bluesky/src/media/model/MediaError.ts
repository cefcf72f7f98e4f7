import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why an image, a video, a link card or a download was refused.
 *
 * | code | meaning |
 * | --- | --- |
 * | `unreadable_media` | it is damaged, cut off, nothing that is known, or a file that cannot be read |
 * | `image_unsupported` | it is whole, but not what can be shown there: it moves, or it is HEIC |
 * | `image_too_large` | it has too many bytes or pixels, and could not be made smaller |
 * | `codec_missing` | it has to be decoded, and nothing here can |
 * | `alt_missing` | it has no text for those who do not see it, which is asked for |
 * | `video_limit` | it is larger or longer than a video may be, or the account has no uploads left today |
 * | `email_unverified` | the account has to verify its e-mail address before it uploads videos |
 * | `video_failed` | the video service could not make a video of it, or lost it twice |
 * | `invalid_captions` | they are no WebVTT, larger than 20,000 bytes, or more than 20 |
 * | `card_refused` | the page of a link card, or where it leads, is at an address that is not asked |
 * | `card_failed` | the page of a link card cannot be read |
 * | `card_service_needed` | pages cannot be read on this platform: a card service can |
 * | `blob_refused` | a blob to download is too large, or of a type that was not asked for |
 * | `blob_mismatch` | what a server gave as a blob has another CID |
 */
export type MediaErrorCode = ErrorCodes["MediaError"];

/** An image, a video, a link card or a download was refused. */
export interface MediaError extends BlueskyError {
  /** What was wrong. */
  readonly code: MediaErrorCode;
  /** What the service said of it, where one did. */
  readonly reason?: string | undefined;
}

export const MediaError: ErrorKind<MediaError> = /*#__PURE__*/ errorKind({
  unreadable_media: 1,
  image_unsupported: 1,
  image_too_large: 1,
  codec_missing: 1,
  alt_missing: 1,
  video_limit: 1,
  email_unverified: 1,
  video_failed: 1,
  invalid_captions: 1,
  card_refused: 1,
  card_failed: 1,
  card_service_needed: 1,
  blob_refused: 1,
  blob_mismatch: 1,
});

/** Makes a `MediaError`. */
export function mediaError(
  code: MediaErrorCode,
  message: string,
  about: { readonly reason?: string | undefined; readonly cause?: unknown } = {},
): MediaError {
  return createError<MediaError>("MediaError", { code, message, ...about });
}
