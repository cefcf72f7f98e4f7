import { abortUpload } from "../../../lexicons/app/bsky/video/abortUpload.ts";
import { getUploadStatus } from "../../../lexicons/app/bsky/video/getUploadStatus.ts";
import { startUpload } from "../../../lexicons/app/bsky/video/startUpload.ts";
import { uploadPart } from "../../../lexicons/app/bsky/video/uploadPart.ts";
import { abortWith } from "../../../platform/abort/abortWith.ts";
import { after } from "../../../platform/abort/after.ts";
import { sleep } from "../../../platform/abort/sleep.ts";
import { type JobStatus, readJobStatus } from "./JobStatus.ts";
import { isGone, refusalOf, toMediaError } from "./refusals.ts";
import { repeat } from "./repeat.ts";
import { timeoutFor } from "./timeoutFor.ts";
import type { VideoRun } from "./VideoRun.ts";

/** An upload that the service has begun. */
interface Upload {
  readonly jobId: string;
  readonly partSize: number;
  /** The numbers of parts that the service does not have yet. */
  readonly missing: readonly number[];
}

/** How many parts are on their way at once, and how often each is tried. */
const AT_ONCE = 3;
const ATTEMPTS = 3;

/** How often an upload is asked for parts that were lost, or for its end that was not ready. */
const ROUNDS = 5;

/**
 * Sends a video in parts. An upload that is no more is begun anew, once.
 *
 * @param resumed an upload that was begun earlier
 * @throws {MediaError}
 * @throws {CallError}
 */
export async function sendParts(run: VideoRun, resumed: string | undefined): Promise<JobStatus> {
  let upload: Upload | undefined;
  if (resumed !== undefined) {
    const found = await findUpload(run, resumed);
    if (found?.job) return found.job;
    upload = found?.upload;
  }
  for (let begun = 0; ; ) {
    if (!upload) {
      begun++;
      upload = await begin(run);
      await run.save({ upload: upload.jobId });
    }
    try {
      return await complete(run, upload);
    } catch (error) {
      const isOver = begun > 1 || run.left().signal?.aborted;
      if (isOver || !isGone(error)) {
        await giveUp(run, upload);
        throw toMediaError(error);
      }
      upload = undefined;
    }
  }
}

async function begin(run: VideoRun): Promise<Upload> {
  const { client, file, info, name, left } = run;
  const { type: mimeType, width, height, duration: durationMs } = info;
  const input = { sizeBytes: file.size, mimeType, name, width, height, durationMs };
  try {
    // One whose answer is lost holds nothing, and expires.
    const { jobId, partSizeBytes, partCount } = await repeat(run, () =>
      startUpload(client, input, { ...left(), idempotent: true }),
    );
    return { jobId, partSize: partSizeBytes, missing: numbers(partCount) };
  } catch (error) {
    throw toMediaError(error);
  }
}

/** What became of an upload that was begun earlier: it can go on, or it has become a job, or it is no more. */
async function findUpload(
  run: VideoRun,
  jobId: string,
): Promise<{ readonly upload?: Upload; readonly job?: JobStatus } | undefined> {
  try {
    const { state, partSizeBytes, partCount, receivedParts, completedJobId, jobStatus } = await repeat(run, () =>
      getUploadStatus(run.client, { jobId }, run.left()),
    );
    if (completedJobId) return { job: { ...readJobStatus(jobStatus), jobId: completedJobId } };
    if (state !== "created" && state !== "finishing") return undefined;
    const missing = numbers(partCount).filter((part) => state === "created" && !receivedParts.includes(part));
    return { upload: { jobId, partSize: partSizeBytes, missing } };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Sends what is missing, and ends the upload. */
async function complete(run: VideoRun, { jobId, partSize, missing }: Upload): Promise<JobStatus> {
  const { client, left } = run;
  let parts = missing;
  for (let round = 1; ; round++) {
    await sendAll(run, { jobId, partSize, missing: parts });
    try {
      const answer = await repeat(run, () =>
        client.call("app.bsky.video.finishUpload", { input: { jobId } }, { ...left(), idempotent: true }),
      );
      const status = readJobStatus(answer);
      // The same video may have been uploaded before: then it is that job.
      const { completedJobId = status.jobId } = Object(answer) as { readonly completedJobId?: string };
      return { ...status, jobId: completedJobId };
    } catch (error) {
      const refusal = refusalOf(error);
      if (round >= ROUNDS || !/^(?:MissingParts|UploadNotReady)$/.test(refusal)) throw error;
      if (refusal === "UploadNotReady") await sleep(500 * 2 ** round, left().signal);
      const found = await findUpload(run, jobId);
      if (found?.job) return found.job;
      if (!found?.upload) throw error;
      parts = found.upload.missing;
    }
  }
}

/** Sends parts, some at once. The first that fails ends the others. */
async function sendAll(run: VideoRun, upload: Upload): Promise<void> {
  const { file, left } = run;
  const { partSize, missing } = upload;
  const stop = new AbortController();
  const { signal } = left();
  const done = after(Number.POSITIVE_INFINITY, signal, () => abortWith(stop, signal?.reason));
  const queue = [...missing];
  const sizeOf = (part: number): number => Math.min(partSize, file.size - (part - 1) * partSize);
  let sent = file.size - missing.reduce((sum, part) => sum + sizeOf(part), 0);
  let failure: { readonly error: unknown } | undefined;
  const work = async (): Promise<void> => {
    for (let part = queue.shift(); part !== undefined && !failure; part = queue.shift()) {
      try {
        await sendPart(run, { ...upload, part, signal: stop.signal });
        sent += sizeOf(part);
        run.report({ part, sent });
      } catch (error) {
        failure ??= { error };
        abortWith(stop, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  done();
  if (failure) throw failure.error;
}

async function sendPart(
  run: VideoRun,
  { jobId, partSize, part, signal }: Upload & { readonly part: number; readonly signal: AbortSignal },
): Promise<void> {
  const { client, file, left } = run;
  const input = file.slice((part - 1) * partSize, part * partSize);
  const send = () =>
    uploadPart(
      client,
      { params: { jobId, partNumber: part }, input },
      {
        ...left(),
        ...{ signal, encoding: "application/octet-stream", idempotent: true, timeout: timeoutFor(run, input.size) },
        // The first part that fails for good ends all: that is not what a budget of retries is for.
        retry: { attempts: ATTEMPTS, cost: 0 },
      },
    );
  await repeat(run, send);
}

/**
 * Ends an upload at the service, which otherwise counts it until it expires: where it was cancelled, or nobody could go on with it.
 * What that fails with is nobody's business.
 */
async function giveUp({ client, left, isKept }: VideoRun, { jobId }: Upload): Promise<void> {
  const { signal } = left();
  if (isKept && !signal?.aborted) return;
  await abortUpload.safe(client, { jobId }, { deadline: 5000, idempotent: true });
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
