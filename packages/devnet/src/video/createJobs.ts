import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { StoredVideo } from "../network/VideoService.ts";
import type { ReceivedFile } from "./receiveFile.ts";
import { type StoredBlob, StoreError, storeAtPds } from "./storeAtPds.ts";
import type { Caller } from "./verifyServiceToken.ts";

/** The status of a job, as `app.bsky.video.defs#jobStatus` has it. */
export interface JobStatus {
  readonly jobId: string;
  readonly did: string;
  readonly state: string;
  readonly progress?: number;
  readonly blob?: StoredBlob;
  readonly error?: string;
  readonly failureCode?: string;
  readonly message?: string;
}

/** What is done with videos that have been uploaded. */
export interface Jobs {
  readonly videos: readonly StoredVideo[];
  /** Begins to process a video, unless its account has uploaded it before: `isNew` says which. */
  begin(file: ReceivedFile, by: Caller, name: string): { status: JobStatus; isNew: boolean };
  find(jobId: string): JobStatus | undefined;
  /** Forgets a job, and what it was about. */
  forget(jobId: string): void;
  /** Resolves when nothing is being processed. */
  idle(): Promise<void>;
}

/** @param fails whether the next job of an account fails */
export function createJobs(pds: string, fails: (did: string) => boolean): Jobs {
  const jobs = new Map<string, JobStatus>();
  const known = new Map<string, string>();
  const videos: StoredVideo[] = [];
  const running = new Set<Promise<void>>();

  const process = async (job: JobStatus, file: ReceivedFile, { token }: Caller, name: string): Promise<void> => {
    const { jobId, did } = job;
    const set = (change: Partial<JobStatus>): void => {
      if (jobs.has(jobId)) jobs.set(jobId, { ...job, ...change });
    };
    const key = `${did} ${file.sha256}`;
    try {
      if (fails(did)) throw new StoreError("encoding_failure", "the video could not be encoded");
      set({ state: "JOB_STATE_UPLOADING", progress: 60 });
      const blob = await storeAtPds(pds, file.path, token);
      videos.push({ did, cid: blob.ref.$link, size: blob.size, sha256: file.sha256, name });
      set({ state: "JOB_STATE_COMPLETED", progress: 100, blob });
    } catch (error) {
      if (known.get(key) === jobId) known.delete(key);
      const { failureCode, message } =
        error instanceof StoreError ? error : new StoreError("generic_failure", String(error));
      set({ state: "JOB_STATE_FAILED", failureCode, error: failureCode, message });
    } finally {
      await rm(file.path, { force: true });
    }
  };

  return {
    videos,
    begin(file, by, name) {
      const key = `${by.did} ${file.sha256}`;
      const before = jobs.get(known.get(key) ?? "");
      if (before) {
        rm(file.path, { force: true }).catch(() => {});
        return { status: before, isNew: false };
      }
      const job: JobStatus = { jobId: randomUUID(), did: by.did, state: "JOB_STATE_CREATED", progress: 0 };
      jobs.set(job.jobId, job);
      known.set(key, job.jobId);
      const work = process(job, file, by, name).finally(() => running.delete(work));
      running.add(work);
      return { status: job, isNew: true };
    },
    find: (jobId) => jobs.get(jobId),
    forget(jobId) {
      jobs.delete(jobId);
      for (const [key, id] of known) if (id === jobId) known.delete(key);
    },
    async idle() {
      await Promise.all(running);
    },
  };
}
