import type { BlobRef } from "../../../data/blob.ts";
import { sleep } from "../../../platform/abort/sleep.ts";
import { CallError, callError } from "../../../xrpc/errors/CallError.ts";
import type { TimeoutError } from "../../../xrpc/errors/TimeoutError.ts";
import { mediaError } from "../../model/MediaError.ts";
import { type JobStatus, readJobStatus } from "./JobStatus.ts";
import { isGone } from "./refusals.ts";
import type { VideoRun } from "./VideoRun.ts";

/** The first pause between two looks, in ms. Each is half as long again as the one before. */
const FIRST_PAUSE = 250;

/** So many looks may fail one after the other: processing takes minutes, in which a connection may be gone. */
const MAX_FAILURES = 5;

/**
 * Waits until a video has been processed.
 *
 * @returns its blob; undefined where the job is no more
 * @throws {MediaError} `video_failed`
 * @throws {CallError}
 */
export async function awaitJob(run: VideoRun, first: JobStatus): Promise<BlobRef | undefined> {
  const { client, left, every } = run;
  const { jobId } = first;
  let status = first;
  let failures = 0;
  for (let pause = Math.min(FIRST_PAUSE, every); ; pause = Math.min(pause * 1.5, every)) {
    const { state, blob, reason = "it does not say why" } = status;
    if (state === "JOB_STATE_FAILED") {
      throw mediaError("video_failed", `the video service could not process it: ${reason}`, { reason });
    }
    if (blob) return blob;
    if (jobId === undefined || state === "JOB_STATE_COMPLETED") {
      throw mediaError("video_failed", `the video service names no blob, and no job that makes one: ${reason}`, {
        reason,
      });
    }
    const { signal, deadline } = left();
    // What is left never is nothing, and a call may be quick.
    if (deadline && deadline <= 1) throw outOfTime(run);
    await sleep(Math.min(pause, deadline || pause), signal);
    try {
      status = readJobStatus(await client.call("app.bsky.video.getJobStatus", { params: { jobId } }, left()));
      failures = 0;
    } catch (error) {
      if (isGone(error)) return undefined;
      const mayPass = error instanceof CallError && (error.retryable || error.code === "invalid_response");
      if (!mayPass || ++failures >= MAX_FAILURES) throw error;
    }
  }
}

function outOfTime({ deadline }: VideoRun): TimeoutError {
  const call = { nsid: "app.bsky.video.getJobStatus", method: "GET" } as const;
  const message = `the video was not processed within the deadline of ${deadline} ms`;
  const limit = { limit: "deadline", after: deadline || 0, retryable: true } as const;
  return callError<TimeoutError>("TimeoutError", call, { code: "timeout", message, ...limit });
}
