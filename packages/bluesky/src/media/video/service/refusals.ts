import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import { mediaError } from "../../model/MediaError.ts";

/** The name of a refusal: empty for other errors. */
export function refusalOf(error: unknown): string {
  return error instanceof XrpcError ? error.error : "";
}

/** Whether an upload or a job is no more: it takes nothing, and has to begin anew. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof XrpcError)) return false;
  return (
    error.status === 404 || error.status === 410 || /NotFound|Expired$|^Upload(?:Failed|Aborted)$/.test(error.error)
  );
}

/** What the service refuses in words of ours; other errors as they are. */
export function toMediaError(error: unknown): unknown {
  if (!(error instanceof XrpcError) || error.code !== "xrpc_error" || error.status >= 500) return error;
  const { reason = error.error } = error;
  const words = `${error.error} ${reason}`;
  const about = { reason, cause: error };
  if (/e-?mail/i.test(words)) return emailUnverified(about);
  if (error.status === 413 || /limit|quota|TooLarge|TooLong|TooMany/i.test(words)) {
    return mediaError("video_limit", `the video service takes no such video, or no more for now: ${reason}`, about);
  }
  if (/UnsupportedContentType|BadAspectRatio|UploadForbidden|Upload(?:Failed|Expired|Aborted|NotFound)/.test(words)) {
    return mediaError("video_failed", `the video service does not take it: ${reason}`, about);
  }
  return error;
}

/** An account without a verified address uploads nothing. */
export function emailUnverified(about: { readonly reason: string; readonly cause?: unknown }): Error {
  const message = `the account has to verify its e-mail address before it uploads videos: ${about.reason}`;
  return mediaError("email_unverified", message, about);
}
