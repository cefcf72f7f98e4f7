import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createProgramServer } from "../faults/proxy/createProgramServer.ts";
import type { ServiceAddress } from "../network/NetworkConfig.ts";
import type { VideoService } from "../network/VideoService.ts";
import { createJobs, type JobStatus } from "./createJobs.ts";
import { createUploads } from "./createUploads.ts";
import { createVideoFaults } from "./createVideoFaults.ts";
import { receiveFile } from "./receiveFile.ts";
import { VideoError } from "./VideoError.ts";
import { type Caller, verifyServiceToken } from "./verifyServiceToken.ts";

/** What the service stands behind. */
export interface VideoSurroundings {
  readonly plc: string;
  readonly pds: ServiceAddress;
  /** A folder for what is uploaded, which need not be there yet. */
  readonly folder: string;
}

/** The most that a video may have, in bytes. */
const MAX_SIZE = 300_000_000;

/** The media types that it takes. */
const TYPES = ["video/mp4", "video/quicktime", "video/webm", "video/mpeg", "image/gif"];

/** What a request is answered with. */
interface Reply {
  readonly status?: number;
  readonly body: object;
}

/** Starts the video service, in this process, on a free port of loopback. It does not keep the process alive. */
export async function startVideoService({
  plc,
  pds,
  folder,
}: VideoSurroundings): Promise<VideoService & { close(): Promise<void> }> {
  const faults = createVideoFaults();
  const jobs = createJobs(pds.url, (did) => faults.hits("failedJob", did));
  const uploads = createUploads(folder, jobs, faults);

  // With this token the service acts for the account at its PDS.
  const uploader = (request: IncomingMessage): Promise<Caller> =>
    verifyServiceToken(request.headers.authorization, {
      plc,
      audience: pds.did,
      method: "com.atproto.repo.uploadBlob",
    });
  const flat = (status: JobStatus): object => status;
  const wrapped = (jobStatus: JobStatus): object => ({ jobStatus });
  const shape = (status: JobStatus, usual: typeof flat, other: typeof flat): object =>
    (faults.hits("otherShape", status.did) ? other : usual)(status);

  const methods: Readonly<Record<string, (request: IncomingMessage, params: URLSearchParams) => Promise<Reply>>> = {
    async getUploadLimits({ headers }) {
      const method = "app.bsky.video.getUploadLimits";
      const { did } = await verifyServiceToken(headers.authorization, { plc, audience: service.did, method });
      if (faults.hits("unverifiedEmail", did)) {
        const message = "User's email address is not confirmed";
        return { body: { canUpload: false, error: "unconfirmed_email", message } };
      }
      if (faults.hits("quota", did)) {
        const message = "User has exceeded daily upload videos limit";
        const rest = { remainingDailyVideos: 0, remainingDailyBytes: 0 };
        return { body: { canUpload: false, ...rest, error: "quota_exceeded", message } };
      }
      return { body: { canUpload: true, remainingDailyVideos: 100, remainingDailyBytes: 100 * MAX_SIZE } };
    },
    async uploadVideo(request, params) {
      const caller = await uploader(request);
      if (params.get("did") !== caller.did) throw new VideoError(400, "InvalidRequest", "did: not that of the token");
      const name = params.get("name") ?? "";
      if (name === "") throw new VideoError(400, "InvalidRequest", "name: expected one");
      checkType(request.headers["content-type"]);
      const file = await receiveFile(request, join(folder, randomUUID()), MAX_SIZE);
      const { status, isNew } = jobs.begin(file, caller, name);
      if (isNew) return { body: shape(status, flat, wrapped) };
      const body = { ...status, error: "already_exists", message: "Video already processed" };
      return { status: 409, body: shape(body, flat, wrapped) };
    },
    async getJobStatus(_, params) {
      const jobId = params.get("jobId") ?? "";
      let status = jobs.find(jobId);
      if (status && faults.hits("expiredJob", status.did)) {
        jobs.forget(jobId);
        status = undefined;
      }
      if (status === undefined) throw new VideoError(404, "NotFound", "Job not found");
      if (faults.hits("unknownState", status.did)) {
        const { jobId, did } = status;
        return { body: shape({ jobId, did, state: "JOB_STATE_PONDERING" }, wrapped, flat) };
      }
      return { body: shape(status, wrapped, flat) };
    },
    async startUpload(request) {
      const caller = await uploader(request);
      const { sizeBytes, mimeType, name = "" } = await readJson(request);
      if (!(typeof sizeBytes === "number" && sizeBytes > 0)) {
        throw new VideoError(400, "InvalidRequest", "sizeBytes: expected a number");
      }
      if (sizeBytes > MAX_SIZE) throw new VideoError(400, "VideoTooLarge", `expected at most ${MAX_SIZE} bytes`);
      checkType(mimeType);
      return { body: uploads.start(caller, { sizeBytes, name: String(name) }) };
    },
    async uploadPart(request, params) {
      const caller = await uploader(request);
      return {
        body: await uploads.takePart(caller, params.get("jobId") ?? "", Number(params.get("partNumber")), request),
      };
    },
    async finishUpload(request) {
      const caller = await uploader(request);
      return { body: await uploads.finish(caller, String((await readJson(request)).jobId)) };
    },
    async getUploadStatus(request, params) {
      return { body: uploads.status(await uploader(request), params.get("jobId") ?? "") };
    },
    async abortUpload(request) {
      const caller = await uploader(request);
      return { body: await uploads.abort(caller, String((await readJson(request)).jobId)) };
    },
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/.well-known/did.json") return { body: describe(service) };
    const name = /^\/xrpc\/app\.bsky\.video\.(\w+)$/.exec(url.pathname)?.[1] ?? "";
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new VideoError(501, "MethodNotImplemented", "no such method");
    if (name.startsWith("get") !== (request.method === "GET")) {
      throw new VideoError(405, "InvalidRequest", `not by ${request.method}`);
    }
    return method(request, url.searchParams);
  };

  const { port, close } = await createProgramServer((request, response) => {
    if (request.method === "OPTIONS") return send(response, { status: 204, body: {} });
    answer(request).then(
      (reply) => send(response, reply),
      (thrown: unknown) => {
        const { status, error, message } =
          thrown instanceof VideoError ? thrown : new VideoError(500, "InternalServerError", String(thrown));
        // What is left of its body is not waited for.
        if (!request.complete) response.setHeader("connection", "close");
        send(response, { status, body: { error, message } });
      },
    );
  });
  const url = `http://localhost:${port}`;
  const service = { url, did: `did:web:localhost%3A${port}` };
  return {
    ...service,
    videos: jobs.videos,
    get openUploads() {
      return uploads.open;
    },
    add: faults.add,
    clear: faults.clear,
    async close() {
      await close();
      await jobs.idle();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function describe({ did, url }: ServiceAddress): object {
  const entry = { id: "#bsky_video", type: "BskyVideoService", serviceEndpoint: url };
  return { "@context": ["https://www.w3.org/ns/did/v1"], id: did, service: [entry] };
}

function checkType(type: unknown): void {
  if (typeof type === "string" && TYPES.includes(type)) return;
  throw new VideoError(400, "UnsupportedContentType", `expected one of ${TYPES.join(", ")}, got ${String(type)}`);
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  try {
    return Object(JSON.parse(await text(request)));
  } catch {
    throw new VideoError(400, "InvalidRequest", "expected a body of JSON");
  }
}

function send(response: ServerResponse, { status = 200, body }: Reply): void {
  response.writeHead(status, {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*, authorization",
    "access-control-allow-methods": "*",
    ...(status !== 204 && { "content-type": "application/json" }),
  });
  response.end(status === 204 ? undefined : JSON.stringify(body));
}
