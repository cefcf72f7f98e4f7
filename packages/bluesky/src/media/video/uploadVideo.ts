import type { BlobRef } from "../../data/blob.ts";
import { chooseRepo } from "../../records/single/chooseRepo.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { clientOf } from "../../xrpc/operation/clientOf.ts";
import { routeVideo } from "../../xrpc/route/routeVideo.ts";
import type { Media } from "../model/Media.ts";
import { mediaError } from "../model/MediaError.ts";
import type { OnProgress } from "../model/Progress.ts";
import { fingerprint } from "./file/fingerprint.ts";
import { inspectVideo } from "./file/inspectVideo.ts";
import { openVideo } from "./file/openVideo.ts";
import type { VideoInfo } from "./file/VideoInfo.ts";
import { awaitJob } from "./service/awaitJob.ts";
import { checkLimits } from "./service/checkLimits.ts";
import type { JobStatus } from "./service/JobStatus.ts";
import { sendParts } from "./service/sendParts.ts";
import { sendWhole, takeExisting } from "./service/sendWhole.ts";
import type { VideoRun } from "./service/VideoRun.ts";
import type { VideoUploadState } from "./VideoUploadState.ts";

/** Options of {@link uploadVideo}. */
export interface UploadVideoOptions extends CallOptions {
  /** What the file is called at the service. @default that of a `File`, or `video` with its ending */
  readonly name?: string | undefined;
  /** Is told how far it is: after each part, or once where it is sent as a whole. */
  readonly onProgress?: OnProgress | undefined;
  /**
   * Is given how far it has come, to be kept for `resume`, and awaited. An upload that fails is then left open at the service, so that
   * it can go on; one that is aborted by its signal is ended there all the same.
   */
  readonly onState?: ((state: VideoUploadState) => void | Promise<void>) | undefined;
  /** What `onState` was given last, in this program or an earlier one. For another file or account it changes nothing. */
  readonly resume?: VideoUploadState | undefined;
  /** The longest pause between two looks at what the service is doing, in milliseconds. @default 5000 */
  readonly pollInterval?: number | undefined;
}

/** A video that has been uploaded and processed. */
export interface UploadedVideo extends VideoInfo {
  /** The blob at the account's server. Its bytes are the service's: it may have encoded them anew. */
  readonly blob: BlobRef;
}

const UPLOAD = { nsid: "app.bsky.video.uploadVideo", kind: "procedure" } as const;

/** From this size on a video is sent in parts, in bytes. */
const IN_PARTS_FROM = 16 * 1024 * 1024;

const ENDINGS: Readonly<Record<VideoInfo["type"], string>> = {
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/webm": "webm",
  "video/mpeg": "mpeg",
  "image/gif": "gif",
};

/**
 * Uploads a video to the network's video service, and waits until it has been processed and is at the account's server. It is looked at
 * first, and so is what the account may upload. From 16 MiB on it is sent in parts, three at once, of which each is tried three times.
 * Of a file on disk (a `File`, `{ path }`, `openAsBlob`) only the parts that are sent are in memory. A video that the service
 * has already is not processed again.
 *
 * Nothing refers to it yet, and the server deletes what no record refers to soon: `video` uploads when a post is written.
 *
 * @throws {MediaError} `unreadable_media`, `video_limit`, `email_unverified`, `video_failed`
 * @throws {RecordsError} `no_repo` if the client has no session
 * @throws {CallError}
 * @throws {InvalidOptionError}
 * @throws {unknown} what the file, the stream or `onState` fails with
 * @example
 * ```ts
 * const { blob, width, height } = await uploadVideo(client, { path: "waves.mp4" }, {
 *   onState: (state) => writeFile("upload.json", JSON.stringify(state)),
 * });
 * ```
 * @see https://docs.bsky.app/docs/tutorials/video
 */
export async function uploadVideo(
  client: ClientLike,
  data: Media,
  options: UploadVideoOptions = {},
): Promise<UploadedVideo> {
  const { name, onProgress, onState, resume, pollInterval: every = 5000, ...call } = options;
  const left = countDown(client, call);
  const { repo: did } = await chooseRepo(client, undefined, left(), UPLOAD);
  const file = await openVideo(data, call.signal);
  const info = await inspectVideo(file);
  const mark = await fingerprint(file);
  const run: VideoRun = {
    deadline: call.deadline ?? clientOf(client).options.deadline,
    client: clientOf(client).with({ route: routeVideo, hooks: { onResponse: takeExisting } }),
    ...{ did, file, info, left, every, isKept: onState !== undefined },
    name: name ?? nameOf(data) ?? `video.${ENDINGS[info.type]}`,
    report: (progress) => onProgress?.({ item: 0, total: file.size, ...progress }),
    save: async (state) => onState?.({ version: 1, did, file: mark, ...state }),
  };
  let state = resume?.version === 1 && resume.did === did && resume.file === mark ? resume : undefined;
  if (!state) await checkLimits(run);
  for (let round = 1; ; round++) {
    const status = await send(run, state);
    if (status.jobId !== undefined) await run.save({ job: status.jobId });
    const blob = await awaitJob(run, status);
    if (blob) return { blob, ...info };
    if (round > 1) throw mediaError("video_failed", "the video service lost the video twice, while it was processed");
    state = undefined;
  }
}

/** Sends what has not been sent yet. */
async function send(run: VideoRun, state: VideoUploadState | undefined): Promise<JobStatus> {
  if (state?.job !== undefined) return { jobId: state.job, state: "", blob: undefined, reason: undefined };
  return run.file.size < IN_PARTS_FROM ? sendWhole(run) : sendParts(run, state?.upload);
}

/** The name of a `File`. */
function nameOf(data: Media): string | undefined {
  const { name } = data as { readonly name?: unknown };
  return typeof name === "string" && name !== "" ? name : undefined;
}
