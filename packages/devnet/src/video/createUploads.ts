import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { JobStatus, Jobs } from "./createJobs.ts";
import type { VideoFaults } from "./createVideoFaults.ts";
import { type ReceivedFile, receiveFile } from "./receiveFile.ts";
import { VideoError } from "./VideoError.ts";
import type { Caller } from "./verifyServiceToken.ts";

/** How large the parts of an upload are. */
const PART_SIZE = 8 * 1024 * 1024;

/** How long an upload stays open, in ms. */
const OPEN_FOR = 3_600_000;

type State = "created" | "finishing" | "completed" | "failed" | "aborted" | "expired";

interface Upload {
  readonly jobId: string;
  readonly did: string;
  readonly name: string;
  readonly size: number;
  readonly partCount: number;
  readonly expiresAt: string;
  readonly parts: Map<number, ReceivedFile>;
  state: State;
  completedJobId?: string;
  finishing?: Promise<void>;
}

/** What is said of an upload that begins. */
export interface UploadStart {
  readonly sizeBytes: number;
  readonly name: string;
}

/** Uploads in parts. */
export interface Uploads {
  readonly open: number;
  start(by: Caller, start: UploadStart): object;
  takePart(by: Caller, jobId: string, partNumber: number, request: IncomingMessage): Promise<object>;
  finish(by: Caller, jobId: string): Promise<{ completedJobId: string; jobStatus: JobStatus }>;
  status(by: Caller, jobId: string): object;
  abort(by: Caller, jobId: string): Promise<object>;
}

/** Keeps uploads in parts, as files of a folder. */
export function createUploads(folder: string, jobs: Jobs, faults: VideoFaults): Uploads {
  const uploads = new Map<string, Upload>();

  const find = (by: Caller, jobId: string): Upload => {
    const upload = uploads.get(jobId);
    if (upload?.did !== by.did) throw new VideoError(404, "UploadNotFound", "there is no such upload");
    if (upload.state === "created" && Date.parse(upload.expiresAt) < Date.now()) upload.state = "expired";
    return upload;
  };
  const sizeOf = ({ size, partCount }: Upload, partNumber: number): number =>
    partNumber < partCount ? PART_SIZE : size - (partCount - 1) * PART_SIZE;
  const drop = async ({ parts }: Upload): Promise<void> => {
    await Promise.all([...parts.values()].map(({ path }) => rm(path, { force: true })));
    parts.clear();
  };
  /** @throws {VideoError} where an upload takes nothing more */
  const checkOpen = async (upload: Upload): Promise<void> => {
    if (upload.state === "created" && faults.hits("expiredUpload", upload.did)) {
      upload.state = "expired";
      await drop(upload);
    }
    const errors: Partial<Record<State, string>> = {
      ...{ expired: "UploadExpired", aborted: "UploadAborted", failed: "UploadFailed", finishing: "UploadNotReady" },
      completed: "UploadAlreadyCompleted",
    };
    const error = errors[upload.state];
    if (error !== undefined) throw new VideoError(400, error, `the upload is ${upload.state}`);
  };

  const putTogether = async (upload: Upload, by: Caller): Promise<void> => {
    const path = join(folder, upload.jobId);
    const hash = createHash("sha256");
    for (let number = 1; number <= upload.partCount; number++) {
      const part = upload.parts.get(number);
      if (part === undefined) throw new Error(`part ${number} is gone`);
      const count = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      };
      await pipeline(createReadStream(part.path), count, createWriteStream(path, { flags: number === 1 ? "w" : "a" }));
      await rm(part.path, { force: true });
    }
    const file = { path, size: upload.size, sha256: hash.digest("hex") };
    upload.completedJobId = jobs.begin(file, by, upload.name).status.jobId;
    upload.state = "completed";
  };

  return {
    get open() {
      return [...uploads.values()].filter(({ state }) => state === "created" || state === "finishing").length;
    },
    start({ did }, { sizeBytes, name }) {
      const jobId = randomUUID();
      const expiresAt = new Date(Date.now() + OPEN_FOR).toISOString();
      const partCount = Math.ceil(sizeBytes / PART_SIZE);
      uploads.set(jobId, {
        jobId,
        did,
        name,
        size: sizeBytes,
        partCount,
        expiresAt,
        parts: new Map(),
        state: "created",
      });
      return { jobId, partSizeBytes: PART_SIZE, partCount, expiresAt };
    },
    async takePart(by, jobId, partNumber, request) {
      const upload = find(by, jobId);
      await checkOpen(upload);
      if (!(partNumber >= 1 && partNumber <= upload.partCount)) {
        throw new VideoError(400, "InvalidPartNumber", `expected 1 to ${upload.partCount}`);
      }
      const expected = sizeOf(upload, partNumber);
      if (Number(request.headers["content-length"]) !== expected) {
        throw new VideoError(400, "PartSizeMismatch", `expected a content-length of ${expected}`);
      }
      // A file of its own for each attempt: two may come at once.
      const part = await receiveFile(request, join(folder, `${jobId}-${partNumber}-${randomUUID()}`), expected);
      if (part.size !== expected) {
        await rm(part.path, { force: true });
        throw new VideoError(400, "PartSizeMismatch", `expected ${expected} bytes, got ${part.size}`);
      }
      const before = upload.parts.get(partNumber);
      if (upload.state !== "created" || faults.hits("lostPart", by.did)) await rm(part.path, { force: true });
      else {
        upload.parts.set(partNumber, part);
        if (before) await rm(before.path, { force: true });
      }
      return { partNumber, sizeBytes: part.size };
    },
    async finish(by, jobId) {
      const upload = find(by, jobId);
      if (upload.state === "created") {
        await checkOpen(upload);
        const missing = Array.from({ length: upload.partCount }, (_, i) => i + 1).filter((n) => !upload.parts.has(n));
        if (missing.length > 0) throw new VideoError(400, "MissingParts", `missing: ${missing.join(", ")}`);
        upload.state = "finishing";
        upload.finishing = putTogether(upload, by).catch(() => {
          upload.state = "failed";
        });
      }
      await upload.finishing;
      if (upload.state !== "completed") await checkOpen(upload);
      const completedJobId = upload.completedJobId ?? "";
      const jobStatus = jobs.find(completedJobId);
      if (jobStatus === undefined) throw new VideoError(404, "UploadNotFound", "its job is gone");
      return { completedJobId, jobStatus };
    },
    status(by, jobId) {
      const { parts, partCount, expiresAt, state, completedJobId } = find(by, jobId);
      const jobStatus = jobs.find(completedJobId ?? "");
      return {
        ...{ jobId, partSizeBytes: PART_SIZE, partCount, expiresAt, state },
        receivedParts: [...parts.keys()].sort((a, b) => a - b),
        ...(state === "completed" && { completedJobId, jobStatus }),
        ...(state === "failed" && { failureReason: "its parts could not be put together" }),
      };
    },
    async abort(by, jobId) {
      const upload = find(by, jobId);
      if (upload.state === "finishing") throw new VideoError(400, "UploadNotReady", "the upload is being finished");
      if (upload.state === "created") {
        upload.state = "aborted";
        await drop(upload);
      }
      const { state, completedJobId } = upload;
      return { state, ...(completedJobId !== undefined && { completedJobId }) };
    },
  };
}
