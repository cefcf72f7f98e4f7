import { getUploadLimits } from "../../../lexicons/app/bsky/video/getUploadLimits.ts";
import { mediaError } from "../../model/MediaError.ts";
import { emailUnverified } from "./refusals.ts";
import { repeat } from "./repeat.ts";
import type { VideoRun } from "./VideoRun.ts";

/**
 * Asks whether the account may upload a video, before any of it is sent.
 *
 * @throws {MediaError} `video_limit`, `email_unverified`
 * @throws {CallError}
 */
export async function checkLimits(run: VideoRun): Promise<void> {
  const { client, file, left } = run;
  const limits = await repeat(run, () => getUploadLimits(client, {}, left()));
  const { canUpload, remainingDailyBytes: bytes = Number.POSITIVE_INFINITY } = limits;
  const reason = limits.message ?? limits.error ?? "it does not say why";
  if (!canUpload && /e-?mail/i.test(`${limits.error} ${limits.message}`)) throw emailUnverified({ reason });
  if (!canUpload) throw mediaError("video_limit", `the account may upload no video now: ${reason}`, { reason });
  if (limits.remainingDailyVideos === 0) throw mediaError("video_limit", "the account has no uploads left today");
  if (bytes < file.size) {
    throw mediaError("video_limit", `the account may upload ${bytes} bytes more today, the video has ${file.size}`);
  }
}
