import { type BlobRef, isBlob } from "../../../data/blob.ts";

/** What the service says of a job. */
export interface JobStatus {
  readonly jobId: string | undefined;
  /** What it is doing. States that are not known mean that it is still at it. */
  readonly state: string;
  readonly blob: BlobRef | undefined;
  /** Why it has failed, in the service's words. */
  readonly reason: string | undefined;
}

/** Reads the status of a job, which some answers have by itself and others under `jobStatus`. */
export function readJobStatus(answer: unknown): JobStatus {
  const { jobStatus } = Object(answer) as { readonly jobStatus?: unknown };
  const status = Object(jobStatus ?? answer) as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined => {
    const value = status[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const { blob } = status;
  const reason = text("message") ?? text("failureCode") ?? text("error");
  return { jobId: text("jobId"), state: text("state") ?? "", blob: isBlob(blob) ? blob : undefined, reason };
}
