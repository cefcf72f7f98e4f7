import type { CarSource } from "../../repo/car/CarSource.ts";
import type { Commit } from "../../repo/commit/parseCommit.ts";
import type { CommitKeyOptions } from "../../repo/commit/verifyCommit.ts";
import { repoError } from "../../repo/model/RepoError.ts";
import { readRepo } from "../../repo/read/readRepo.ts";
import type { TransferProgress } from "../contract/TransferProgress.ts";
import { findBlobs } from "./findBlobs.ts";

/** What a record says of a blob. */
export interface BlobInfo {
  /** A record that refers to it. */
  readonly uri: string;
  readonly mimeType: string;
}

/** What there is in a repository. */
export interface Content {
  readonly commit: Commit;
  readonly records: number;
  /** By CID. */
  readonly blobs: ReadonlyMap<string, BlobInfo>;
}

interface ReadContentOptions extends CommitKeyOptions {
  readonly did?: string | undefined;
  readonly onProgress?: ((progress: TransferProgress) => unknown) | undefined;
}

/** Reads and verifies all of a repository, and finds its blobs. @throws {RepoError} */
export async function readContent(source: CarSource, options: ReadContentOptions): Promise<Content> {
  const { onProgress, ...rest } = options;
  const blobs = new Map<string, BlobInfo>();
  let commit: Commit | undefined;
  let records = 0;
  const onCommit = (found: Commit): void => {
    commit = found;
  };
  for await (const { uri, value } of readRepo(source, { ...rest, onCommit })) {
    records++;
    for (const { cid, mimeType } of findBlobs(value)) if (!blobs.has(cid)) blobs.set(cid, { uri, mimeType });
    if (records % 1000 === 0) await onProgress?.({ stage: "repository", done: records, total: undefined });
  }
  if (!commit) throw repoError("commit_invalid", "wrong_root", "The CAR has no commit");
  await onProgress?.({ stage: "repository", done: records, total: records });
  return { commit, records, blobs };
}
